package dev.tenon.experiments.run;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Detection by position: over all seeds of an arm, how often the first thing looked for is found where it stands. */
final class Spots {

    private Spots() {}

    /**
     * The spots of an arm.
     *
     * @param trials of one cell and arm; those that did not complete are passed over
     */
    static List<Features.Spot> of(Examples examples, List<TrialRecord> trials) {
        List<TrialRecord> completed = trials.stream()
                .filter(trial -> trial.status() == TrialRecord.Status.COMPLETED)
                .toList();
        if (examples.kind() != Targets.SIGNS || completed.isEmpty()) {
            return List.of();
        }
        int[] test = examples.split(Split.TEST);
        List<Features.Spot> spots = new ArrayList<>();
        for (int i = 0; i < test.length; i++) {
            Optional<Annotation> box = box(examples, test[i]);
            if (box.isPresent()) {
                Annotation a = box.get();
                spots.add(new Features.Spot(
                        a.top() + a.height() / 2.0,
                        a.left() + a.width() / 2.0,
                        detected(completed, examples, i, test.length)));
            }
        }
        return spots;
    }

    private static Optional<Annotation> box(Examples examples, int index) {
        if (examples.targets()[index * examples.units()] < 0) {
            return Optional.empty();
        }
        String thing = examples.names().getFirst();
        return examples.annotations(index).stream()
                .filter(annotation -> annotation.label().equals(thing))
                .findFirst();
    }

    private static double detected(List<TrialRecord> trials, Examples examples, int i, int count) {
        long found = trials.stream()
                .filter(trial -> detects(trial.scores(), examples.units(), i, count))
                .count();
        return (double) found / trials.size();
    }

    /** A network with an output a thing says yes above 0; one trained on classes has two, absent and present. */
    private static boolean detects(float[] scores, int things, int i, int count) {
        int units = scores.length / count;
        return units == things ? scores[i * units] > 0 : scores[i * units + 1] > scores[i * units];
    }
}
