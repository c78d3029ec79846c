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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Detection by position: over all seeds of an arm, how often the first thing looked for is found where it stands. */
final class Spots {

    private Spots() {}

    /**
     * What a trial was tested on and said to it.
     *
     * @param examples of its data set, which its seed may have drawn
     * @param scores over the test split
     */
    record Seen(Examples examples, float[] scores) {}

    /**
     * The spots of an arm.
     *
     * @param trials of one cell and arm that completed; those that are tested on the same examples come one after the other, and
     *     count together
     */
    static List<Features.Spot> of(Stream<Seen> trials) {
        List<Features.Spot> spots = new ArrayList<>();
        Counting counting = new Counting();
        trials.forEach(trial -> {
            if (counting.examples != trial.examples()) {
                counting.spots(spots);
                counting.begin(trial.examples());
            }
            counting.add(trial.scores());
        });
        counting.spots(spots);
        return spots;
    }

    /** How often things are found in the test examples of one data set. */
    private static final class Counting {
        private @Nullable Examples examples;
        private int[] test = new int[0];
        private int[] found = new int[0];
        private int trials;

        void begin(Examples next) {
            examples = next;
            test = next.kind() == Targets.SIGNS ? next.split(Split.TEST) : new int[0];
            found = new int[test.length];
            trials = 0;
        }

        void add(float[] scores) {
            trials++;
            for (int i = 0; i < test.length; i++) {
                found[i] += Positions.detects(
                                scores, Objects.requireNonNull(examples).units(), i, test.length)
                        ? 1
                        : 0;
            }
        }

        void spots(List<Features.Spot> into) {
            for (int i = 0; i < test.length; i++) {
                Optional<Annotation> box = Positions.box(Objects.requireNonNull(examples), test[i]);
                if (box.isPresent()) {
                    Annotation a = box.get();
                    into.add(new Features.Spot(
                            a.top() + a.height() / 2.0, a.left() + a.width() / 2.0, (double) found[i] / trials));
                }
            }
        }
    }
}
