package dev.tenon.experiments.run;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Detection by position: over all seeds of an arm, how often the first thing looked for is found where it stands. */
final class Spots {

    private Spots() {}

    /**
     * The spots of an arm.
     *
     * @param scores of the trials of one cell and arm that completed, one after the other
     */
    static List<Features.Spot> of(Examples examples, Stream<float[]> scores) {
        if (examples.kind() != Targets.SIGNS) {
            return List.of();
        }
        int[] test = examples.split(Split.TEST);
        int[] found = new int[test.length];
        int[] trials = {0};
        scores.forEach(each -> {
            trials[0]++;
            for (int i = 0; i < test.length; i++) {
                found[i] += detects(each, examples.units(), i, test.length) ? 1 : 0;
            }
        });
        if (trials[0] == 0) {
            return List.of();
        }
        List<Features.Spot> spots = new ArrayList<>();
        for (int i = 0; i < test.length; i++) {
            Optional<Annotation> box = box(examples, test[i]);
            if (box.isPresent()) {
                Annotation a = box.get();
                spots.add(new Features.Spot(
                        a.top() + a.height() / 2.0, a.left() + a.width() / 2.0, (double) found[i] / trials[0]));
            }
        }
        return spots;
    }

    private static Optional<Annotation> box(Examples examples, int index) {
        if (examples.target().rows(new int[] {index})[0] < 0) {
            return Optional.empty();
        }
        String thing = examples.names().getFirst();
        return examples.annotations(index).stream()
                .filter(annotation -> annotation.label().equals(thing))
                .findFirst();
    }

    /** A network with an output a thing says yes above 0; one trained on classes has two, absent and present. */
    private static boolean detects(float[] scores, int things, int i, int count) {
        int units = scores.length / count;
        return units == things ? scores[i * units] > 0 : scores[i * units + 1] > scores[i * units];
    }
}
