package dev.tenon.layers.losses;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Targets;

/**
 * {@code max(0, 1 - y z)} for an output {@code z} and a sign {@code y} of +1 or -1, mean over the outputs (Cortes and
 * Vapnik, <i>Support-vector networks</i>, 1995). It stops pushing once an output is on the right side by 1.
 */
@Type("hinge")
@Describe("Hinge loss for each label, as in a support vector machine.")
public final class Hinge implements Loss<NoSettings> {

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
        return Outputs.perExample(Ops.relu(Ops.subtract(Ops.constant(1), agreement)));
    }
}
