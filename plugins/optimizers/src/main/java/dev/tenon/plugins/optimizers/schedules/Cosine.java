package dev.tenon.plugins.optimizers.schedules;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Schedule;

/**
 * Half a cosine from 1 at step 0 to the final part after the last step: {@code final + (1 - final) * (1 + cos(pi *
 * step / totalSteps)) / 2} (Loshchilov and Hutter, <i>SGDR: stochastic gradient descent with warm restarts</i>, 2017,
 * without the restarts).
 */
@Type("cosine")
@Describe("Lowers the learning rate along half a cosine.")
public final class Cosine implements Schedule<Cosine.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The fraction of the rate at the end.") @Default("0") @Range(min = 0, max = 1)
            double finalFraction) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public double factor(Settings s, long step, long stepsPerEpoch, long totalSteps) {
        double done = Math.min(1, (double) step / Math.max(1, totalSteps));
        double wave = (1 + StrictMath.cos(Math.PI * done)) / 2;
        return s.finalFraction() + (1 - s.finalFraction()) * wave;
    }
}
