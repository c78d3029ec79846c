package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;

/**
 * The part of right answers: of classes, examples whose class has the largest output; of signs, outputs on the right
 * side of 0, mean over the outputs.
 */
@Type("accuracy")
@Describe("The part of right answers.")
public final class Accuracy implements Fraction<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public boolean takes(NoSettings settings, Targets targets, int units) {
        return targets != Targets.NUMBERS;
    }

    @Override
    public double measure(NoSettings settings, TargetRows rows, float[] outputs) {
        Answers answers = new Answers(rows, outputs);
        if (answers.broken()) {
            return Double.NaN;
        }
        int right = 0;
        int asked = answers.classes() ? 1 : rows.units();
        for (int example = 0; example < rows.count(); example++) {
            for (int unit = 0; unit < asked; unit++) {
                right += answers.right(example, unit) ? 1 : 0;
            }
        }
        return (double) right / ((long) rows.count() * asked);
    }
}
