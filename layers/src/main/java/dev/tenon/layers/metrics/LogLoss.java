package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Targets;

/**
 * The negative log likelihood of the targets in nats, with outputs taken as logits: of classes {@code log(sum_k exp(z_k)) - z_y}, of
 * signs {@code log(1 + exp(-y z))}, mean over examples and outputs.
 */
@Type("log-loss")
@Describe("Negative log likelihood of the targets in nats; the outputs are logits.")
public final class LogLoss implements Metric {

    @Override
    public boolean takes(Targets targets, int units) {
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
    public double measure(Targets kind, float[] outputs, float[] targets, int examples, int units) {
        Answers answers = new Answers(kind, outputs, targets, examples, units);
        if (answers.broken()) {
            return Double.NaN;
        }
        int asked = answers.classes() ? 1 : units;
        double sum = 0;
        for (int example = 0; example < examples; example++) {
            for (int i = 0; i < asked; i++) {
                int unit = answers.classes() ? (int) targets[example] : i;
                double score = answers.score(example, unit);
                double odds = answers.present(example, unit) ? score : -score;
                // log(1 + exp(-odds)), without overflow.
                sum += Math.max(0, -odds) + StrictMath.log1p(StrictMath.exp(-Math.abs(odds)));
            }
        }
        return sum / ((double) examples * asked);
    }
}
