package dev.tenon.plugins.optimizers.schedules;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Schedule;
import java.util.List;

/** {@code factor^k}, where {@code k} milestones have been reached; epochs count from 0. */
@Type("milestones")
@Describe("Multiplies the learning rate by a factor after given epochs.")
public final class Milestones implements Schedule<Milestones.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The epochs after which the rate changes, such as [30, 60].") @Range(min = 1)
            List<Integer> at,

            @Describe("The factor at each change.") @Default("0.1") @Range(min = 0, above = true)
            double factor) {

        public Settings {
            if (at.isEmpty()) {
                throw new IllegalArgumentException("needs at least one epoch in \"at\", such as [30, 60]");
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public double factor(Settings s, long step, long stepsPerEpoch, long totalSteps) {
        long epoch = step / stepsPerEpoch;
        long changes = s.at().stream().filter(at -> at <= epoch).count();
        return StrictMath.pow(s.factor(), (double) changes);
    }
}
