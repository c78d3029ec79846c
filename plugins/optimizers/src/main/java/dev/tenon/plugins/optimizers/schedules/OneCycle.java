package dev.tenon.plugins.optimizers.schedules;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Schedule;

/**
 * From the first part of the rate up to the whole along half a cosine, then down to the last part along another (Smith and Topin,
 * <i>Super-convergence: very fast training of neural networks using large learning rates</i>, 2018; the form and defaults are those of
 * {@code torch.optim.lr_scheduler.OneCycleLR}, without the cycle of momentum). The optimizer's rate is the greatest.
 */
@Type("one-cycle")
@Describe("One cycle: raises the learning rate to its full value, then lowers it to almost 0.")
public final class OneCycle implements Schedule<OneCycle.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The fraction of the steps in which the rate rises.")
            @Default("0.3")
            @Range(min = 0, above = true, max = 1, below = true)
            double rise,

            @Describe("The fraction of the rate at the start.") @Default("0.04") @Range(min = 0, max = 1)
            double firstFraction,

            @Describe("The fraction of the rate at the end.") @Default("0.000004") @Range(min = 0, max = 1)
            double finalFraction) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public double factor(Settings s, long step, long stepsPerEpoch, long totalSteps) {
        double last = Math.max(1, totalSteps - 1);
        double top = Math.max(0, s.rise() * totalSteps - 1);
        return step <= top
                ? between(s.firstFraction(), 1, top == 0 ? 1 : step / top)
                : between(1, s.finalFraction(), Math.min(1, (step - top) / Math.max(1, last - top)));
    }

    /** Along half a cosine. */
    private static double between(double from, double to, double done) {
        return to + (from - to) * (1 + StrictMath.cos(Math.PI * done)) / 2;
    }
}
