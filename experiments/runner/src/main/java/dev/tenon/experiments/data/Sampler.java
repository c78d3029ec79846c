package dev.tenon.experiments.data;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws what a trial learns from. The draw depends on the seed and the data set's name alone, so all arms of a
 * seed see the same examples in the same order, and a smaller training set is a part of a larger one.
 */
public final class Sampler {

    private Sampler() {}

    /**
     * Examples to learn from, each kind of target in its proportion.
     *
     * @param wanted how many; all of them if there are fewer
     */
    public static int[] trainingExamples(Examples examples, String data, long seed, int wanted) {
        int[] pool = examples.split(Split.TRAIN);
        new RandomStream(seed, "examples/" + data).shuffle(pool);
        return Arrays.copyOf(stratified(examples, pool), Math.min(wanted, pool.length));
    }

    /** What a stage of a trial learns from; nothing if it takes no step. */
    public static int[] trainingExamples(Examples examples, StageSpec stage, long seed) {
        int count = count(stage.train(), examples.split(Split.TRAIN).length);
        return count == 0 ? new int[0] : trainingExamples(examples, stage.data(), seed, count);
    }

    /**
     * How many examples a stage learns from; none if it takes no step.
     *
     * @param available in the training split
     */
    public static int count(TrainSpec train, int available) {
        if (!train.trains()) {
            return 0;
        }
        int budget = Math.min(train.examples().orElse(available), available);
        return Math.min(available, Math.max(1, (int) Math.round(budget * train.share())));
    }

    /** One pass over {@code count} examples: their positions in a new order for each epoch. */
    public static int[] order(String data, long seed, int epoch, int count) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        new RandomStream(seed, "order/" + data, epoch).shuffle(order);
        return order;
    }

    /** Test images to look at: the first ones, with each target in its proportion. */
    public static int[] shown(Examples examples, int count) {
        int[] pool = examples.split(Split.TEST);
        return Arrays.copyOf(stratified(examples, pool), Math.min(count, pool.length));
    }

    private record Ranked(int index, double rank, int group) {}

    /** The pool reordered so that every prefix has each target in nearly the proportion of the whole. */
    private static int[] stratified(Examples examples, int[] pool) {
        if (examples.target().positions().rank() > 0) {
            return pool; // Masks hardly repeat either.
        }
        float[] targets = examples.targets();
        int width = targets.length / examples.size();
        Map<String, List<Integer>> groups = new TreeMap<>();
        for (int index : pool) {
            String target = Arrays.toString(Arrays.copyOfRange(targets, index * width, (index + 1) * width));
            groups.computeIfAbsent(target, key -> new ArrayList<>()).add(index);
        }
        if (groups.size() > pool.length / 2) {
            return pool; // Targets that hardly repeat are no strata.
        }
        List<Ranked> ranked = new ArrayList<>();
        int group = 0;
        for (List<Integer> members : groups.values()) {
            for (int i = 0; i < members.size(); i++) {
                ranked.add(new Ranked(members.get(i), (i + 0.5) / members.size(), group));
            }
            group++;
        }
        ranked.sort(Comparator.comparingDouble(Ranked::rank).thenComparingInt(Ranked::group));
        return ranked.stream().mapToInt(Ranked::index).toArray();
    }
}
