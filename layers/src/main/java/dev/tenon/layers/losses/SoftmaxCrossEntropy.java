package dev.tenon.layers.losses;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Targets;

/**
 * {@code log(sum_k exp(z_k)) - z_y} for outputs {@code z} (logits, one for each class) and a class {@code y}: the
 * negative log likelihood of the class under a softmax, in nats. It takes the softmax itself.
 */
@Type("softmax-cross-entropy")
@Describe("Cross-entropy of one class out of several; the outputs are logits.")
public final class SoftmaxCrossEntropy implements Loss<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Targets targets() {
        return Targets.CLASSES;
    }

    @Override
    public Value apply(NoSettings settings, Value output, Value target) {
        Outputs.checkRows(type(), output);
        return Ops.softmaxCrossEntropy(output, target);
    }
}
