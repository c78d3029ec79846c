package dev.tenon.testkit.sample;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Targets;

/** The mean absolute error. */
@Type("absolute")
@Describe("Mean absolute difference of outputs and targets.")
public final class Absolute implements Loss<NoSettings> {
    /** Stateless. */
    public Absolute() {}

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
        return Ops.mean(Ops.abs(Ops.subtract(output, target)), 1);
    }
}
