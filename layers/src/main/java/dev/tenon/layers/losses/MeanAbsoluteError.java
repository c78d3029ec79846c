package dev.tenon.layers.losses;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Targets;

/**
 * {@code |z - y|} for an output {@code z} and a target {@code y}, mean over the outputs.
 */
@Type("mean-absolute-error")
@Describe("The mean absolute error of output and target.")
public final class MeanAbsoluteError implements Loss<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Targets targets() {
        return Targets.NUMBERS;
    }

    @Override
    public Value apply(NoSettings settings, Value output, Value target) {
        Outputs.checkPaired(type(), output, target);
        return Outputs.perExample(Ops.abs(Ops.subtract(output, target)));
    }
}
