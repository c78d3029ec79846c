package dev.tenon.layers.losses;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Targets;

/**
 * {@code log(1 + exp(-y z))} for an output {@code z}, which is a log odds, and a sign {@code y} of +1 or -1: the
 * negative log likelihood of logistic regression, in nats, mean over the outputs. With labels of 0 and 1 it is called
 * binary cross-entropy; whoever gives the targets turns 0 into -1.
 */
@Type("logistic")
@Describe("Logistic loss (binary cross-entropy) for each label; the outputs are logits.")
public final class Logistic implements Loss<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Targets targets() {
        return Targets.SIGNS;
    }

    @Override
    public Value apply(NoSettings settings, Value output, Value target) {
        Outputs.checkPaired(type(), output, target);
        Value agreement = Ops.multiply(target, output);
        return Outputs.perExample(Ops.softplus(Ops.negate(agreement)));
    }
}
