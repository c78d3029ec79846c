package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Targets;

/**
 * The squared difference of probability and what happened (Brier, <i>Verification of forecasts expressed in terms of
 * probability</i>, 1950): of classes summed over the classes, from 0 to 2; of signs mean over the outputs, from 0 to 1. Outputs are logits.
 */
@Type("brier-score")
@Describe("Brier score: the mean squared error of predicted probabilities; outputs are logits.")
public final class BrierScore implements Streamed<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public boolean takes(NoSettings settings, Targets targets, int units) {
        return targets != Targets.NUMBERS;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double lowest() {
        return 0;
    }

    @Override
    public double highest() {
        return 2;
    }

    @Override
    public Accumulator start(NoSettings settings) {
        return MeanTerm.ofAll((answers, example, unit) -> {
            double error = answers.probability(example, unit) - (answers.present(example, unit) ? 1 : 0);
            return error * error;
        });
    }
}
