package dev.tenon.plugins.optimizers.schedules;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Schedule;

/** A factor of 1 at every step. */
@Type("constant")
@Describe("Keeps the learning rate constant.")
public final class Constant implements Schedule<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public double factor(NoSettings settings, long step, long stepsPerEpoch, long totalSteps) {
        return 1;
    }
}
