package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Targets;
import java.util.List;
import java.util.Optional;

/**
 * True positives over all positives, at a threshold of 0, mean over the outputs. Of two classes the second is the
 * positive one.
 */
@Type("sensitivity")
@Describe("Of the examples that have the thing, the part in which it is found.")
public final class Sensitivity implements Metric {

    @Override
    public boolean takes(Targets targets, int units) {
        return targets == Targets.SIGNS || (targets == Targets.CLASSES && units == 2);
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Optional<String> undefined(Targets kind, float[] targets, int examples, List<String> names) {
        return Answers.missing(kind, targets, examples, names, kind == Targets.CLASSES ? 1 : 0, true, false);
    }

    @Override
    public double lowest() {
        return 0;
    }

    @Override
    public double highest() {
        return 1;
    }

    @Override
    public double measure(Targets kind, float[] outputs, float[] targets, int examples, int units) {
        Answers answers = new Answers(kind, outputs, targets, examples, units);
        return answers.classes()
                ? answers.broken() ? Double.NaN : answers.recall(1, true)
                : answers.meanOverUnits(unit -> answers.recall(unit, true));
    }
}
