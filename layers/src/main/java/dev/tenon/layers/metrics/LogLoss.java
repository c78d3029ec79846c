package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Targets;

/**
 * The negative log likelihood of the targets in nats, with outputs taken as logits: of classes {@code log(sum_k exp(z_k)) - z_y}, of
 * signs {@code log(1 + exp(-y z))}, mean over examples and outputs.
 */
@Type("log-loss")
@Describe("Mean negative log-likelihood of the targets, in nats; outputs are logits.")
public final class LogLoss implements Streamed<NoSettings> {

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
    public Accumulator start(NoSettings settings) {
        return MeanTerm.ofTarget((answers, example, unit) -> {
            double score = answers.score(example, unit);
            double odds = answers.present(example, unit) ? score : -score;
            // log(1 + exp(-odds)), without overflow.
            return Math.max(0, -odds) + StrictMath.log1p(StrictMath.exp(-Math.abs(odds)));
        });
    }
}
