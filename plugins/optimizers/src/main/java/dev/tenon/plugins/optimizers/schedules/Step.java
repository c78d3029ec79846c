package dev.tenon.plugins.optimizers.schedules;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Schedule;

/** {@code factor^floor(epoch / every)}, with epochs from 0. */
@Type("step")
@Describe("Multiplies the learning rate by a factor at regular intervals.")
public final class Step implements Schedule<Step.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Epochs between two changes.") @Range(min = 1)
            int every,

            @Describe("The factor at each change.") @Default("0.1") @Range(min = 0, above = true)
            double factor) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public double factor(Settings s, long step, long stepsPerEpoch, long totalSteps) {
        long changes = step / stepsPerEpoch / s.every();
        return StrictMath.pow(s.factor(), (double) changes);
    }
}
