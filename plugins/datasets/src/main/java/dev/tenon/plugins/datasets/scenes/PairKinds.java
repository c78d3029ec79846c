package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.Split;
import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which pairs of digits are frequent in training, rare or never seen.
 *
 * <p>Pairs are dealt in rounds. In a round each digit is once the left one and once the right one: the pairs of a permutation. So no kind
 * has more of a digit, in either place, than another kind that takes as many rounds, and a digit alone says nothing of how often its pair
 * is met. The first rounds are unseen, the next ones rare, the last ones frequent.
 *
 * @param digits how many classes
 * @param round {@code [digits * digits]}: the round of each pair, at {@code left * digits + right}
 * @param unseen rounds that are not in training
 * @param rare for each rare round, how many training scenes each of its pairs has
 */
record PairKinds(int digits, int[] round, int unseen, List<Integer> rare) {

    /** Deals the pairs. */
    static PairKinds draw(int digits, int unseen, List<Integer> rare, RandomStream random) {
        int[] rights = random.permutation(digits);
        int[] lefts = random.permutation(digits);
        int[] order = random.permutation(digits);
        int[] round = new int[digits * digits];
        for (int left = 0; left < digits; left++) {
            for (int right = 0; right < digits; right++) {
                round[left * digits + right] = order[Math.floorMod(lefts[left] + rights[right], digits)];
            }
        }
        return new PairKinds(digits, round, unseen, rare);
    }

    PairKind kind(int pair) {
        return round[pair] < unseen
                ? PairKind.UNSEEN
                : round[pair] < unseen + rare.size() ? PairKind.RARE : PairKind.FREQUENT;
    }

    /** How many training scenes a rare pair has; 0 if it is not rare. */
    int rareExamples(int pair) {
        return kind(pair) == PairKind.RARE ? rare.get(round[pair] - unseen) : 0;
    }

    /** Training scenes of all rare pairs together. */
    int rareExamples() {
        return digits * rare.stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * The pair of each scene of a split. In training rare pairs have what they have, and frequent ones share the rest as evenly as the
     * number allows; for validation all pairs that are trained on take turns, for test all pairs.
     */
    int[] pairs(Split split, int count, RandomStream random) {
        List<Integer> turns = new ArrayList<>();
        int[] order = random.permutation(digits * digits);
        if (split == Split.TRAIN) {
            for (int pair : order) {
                for (int i = 0; i < rareExamples(pair); i++) {
                    turns.add(pair);
                }
            }
        }
        int[] others = Arrays.stream(order)
                .filter(pair -> switch (split) {
                    case TRAIN -> kind(pair) == PairKind.FREQUENT;
                    case VALIDATION -> kind(pair) != PairKind.UNSEEN;
                    case TEST -> true;
                })
                .toArray();
        for (int i = 0; turns.size() < count; i++) {
            turns.add(others[i % others.length]);
        }
        return turns.stream().mapToInt(Integer::intValue).toArray();
    }
}
