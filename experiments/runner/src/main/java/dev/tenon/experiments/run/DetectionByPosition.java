package dev.tenon.experiments.run;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.views.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Detection by position: over the completed trials of one cell and arm, how often the first thing looked for is found where it
 * stands.
 */
final class DetectionByPosition {

    private final List<Features.Spot> counted = new ArrayList<>();
    private @Nullable Examples examples;
    private int[] test = new int[0];
    private int[] found = new int[0];
    private int trials;

    /**
     * Adds a trial; those that are tested on the same examples come one after the other, and count together.
     *
     * @param from its data set, which its seed may have drawn
     * @param scores over the test split
     */
    void add(Examples from, float[] scores) {
        if (examples != from) {
            count();
            examples = from;
            test = from.kind() == Targets.SIGNS ? from.split(Split.TEST) : new int[0];
            found = new int[test.length];
            trials = 0;
        }
        trials++;
        for (int i = 0; i < test.length; i++) {
            found[i] += Positions.detects(scores, from.units(), i, test.length) ? 1 : 0;
        }
    }

    /** A spot for each test example that has the thing, once all trials were added. */
    List<Features.Spot> all() {
        count();
        test = new int[0];
        return List.copyOf(counted);
    }

    private void count() {
        for (int i = 0; i < test.length; i++) {
            Optional<Annotation> box = Positions.box(Objects.requireNonNull(examples), test[i]);
            if (box.isPresent()) {
                Annotation a = box.get();
                counted.add(new Features.Spot(
                        a.top() + a.height() / 2.0, a.left() + a.width() / 2.0, (double) found[i] / trials));
            }
        }
    }
}
