package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Targets;

/**
 * The mean over examples and outputs of the size of the difference of output and target.
 */
@Type("mean-absolute-error")
@Describe("The mean absolute error of output and target.")
public final class MeanAbsoluteError implements Streamed<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public boolean takes(NoSettings settings, Targets targets, int units) {
        return targets == Targets.NUMBERS;
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
        return new MeanError(Math::abs);
    }
}
