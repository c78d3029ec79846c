package dev.tenon.plugins.datasets.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Scenes for finding single digits. Every scene has the same number of digits. Of two scenes in a row, the second holds
 * just those targets that the first one lacks, so that each target is in half of the scenes; digits that are no targets
 * fill up. If there are more targets than digits in a scene, or nothing else to fill up with, each digit is of any class
 * with the same chance.
 */
final class DigitComposer implements Composer {

    private final ScenePlacer easel;
    private final int[] targets;
    private final int[] others;
    private final int digits;
    private final boolean[] present;
    private boolean second = true;

    DigitComposer(ScenePlacer easel, List<Target> targets, int digits) {
        this.easel = easel;
        this.targets = targets.stream()
                .mapToInt(target -> switch (target) {
                    case Target.Single single -> single.digit();
                    case Target.Pair pair -> throw new IllegalArgumentException(pair.name() + " is two digits");
                })
                .toArray();
        this.others = IntStream.range(0, easel.classes())
                .filter(digit -> IntStream.of(this.targets).noneMatch(target -> target == digit))
                .toArray();
        this.digits = digits;
        this.present = new boolean[this.targets.length];
    }

    @Override
    public void advance() {
        second = !second;
        for (int i = 0; i < present.length; i++) {
            present[i] = second ? !present[i] : easel.random().nextBoolean();
        }
    }

    @Override
    public Optional<Scene> attempt() {
        List<PlacedGlyph> placed = new ArrayList<>();
        for (int digit : choose()) {
            Optional<PlacedGlyph> next = easel.anywhere(easel.glyph(digit));
            if (next.isEmpty() || placed.stream().anyMatch(other -> touch(other, next.get()))) {
                return Optional.empty();
            }
            placed.add(next.get());
        }
        return Optional.of(new Scene("", placed));
    }

    @Override
    public String plan() {
        return digits + " digits that do not touch";
    }

    private int[] choose() {
        int[] chosen = new int[digits];
        boolean balanced = targets.length <= digits && others.length > 0;
        int count = 0;
        for (int i = 0; balanced && i < targets.length; i++) {
            if (present[i]) {
                chosen[count++] = targets[i];
            }
        }
        while (count < digits) {
            chosen[count++] = balanced
                    ? others[easel.random().nextInt(others.length)]
                    : easel.random().nextInt(easel.classes());
        }
        easel.random().shuffle(chosen);
        return chosen;
    }

    private static boolean touch(PlacedGlyph one, PlacedGlyph other) {
        return one.across(other) < 1 && one.down(other) < 1;
    }
}
