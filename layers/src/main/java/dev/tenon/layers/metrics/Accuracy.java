package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Targets;

/**
 * The part of right answers: of classes, examples whose class has the largest output; of signs, outputs on the right
 * side of 0, mean over the outputs.
 */
@Type("accuracy")
@Describe("The fraction of correct answers.")
public final class Accuracy implements Fraction<NoSettings>, Streamed<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public boolean takes(NoSettings settings, Targets targets, int units) {
        return targets != Targets.NUMBERS;
    }

    @Override
    public Accumulator start(NoSettings settings) {
        return MeanTerm.ofTarget((answers, example, unit) -> answers.right(example, unit) ? 1 : 0);
    }
}
