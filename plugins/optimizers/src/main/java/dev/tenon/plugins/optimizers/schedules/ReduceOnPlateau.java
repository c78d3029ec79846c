package dev.tenon.plugins.optimizers.schedules;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Progress;
import dev.tenon.api.training.Schedule;
import dev.tenon.api.training.Watched;
import java.util.List;

/**
 * {@code factor^k}, where {@code k} times the best of what is watched has not improved for so many epochs; after each reduction the
 * epochs are counted anew. It is computed from all epochs that there were, so that nothing need be remembered.
 */
@Type("reduce-on-plateau")
@Describe("Multiplies the learning rate by a factor when training no longer makes progress.")
public final class ReduceOnPlateau implements Schedule<ReduceOnPlateau.Settings> {

    /** What makes progress, or not. */
    public enum Of {
        @Describe("the validation metric that train.watch names (default: the loss)")
        VALIDATION,
        @Describe("the mean training loss of an epoch")
        TRAINING
    }

    /** What a user may set. */
    public record Settings(
            @Describe("Epochs without progress before the rate changes.") @Default("10") @Range(min = 1)
            int epochs,

            @Describe("The factor at each change.") @Default("0.1") @Range(min = 0, above = true, max = 1, below = true)
            double factor,

            @Describe("The smallest fraction of the rate.") @Default("0") @Range(min = 0, max = 1)
            double least,

            @Describe("The smallest improvement over the best value that counts as progress, in its own units.")
            @Default("0")
            @Range(min = 0)
            double margin,

            @Describe("The metric to watch.") @Default("validation")
            Of of) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Watched watches(Settings s) {
        return s.of() == Of.TRAINING ? Watched.TRAINING : Watched.VALIDATION;
    }

    /** Of a training that nothing is known of. */
    @Override
    public double factor(Settings s, long step, long stepsPerEpoch, long totalSteps) {
        return 1;
    }

    @Override
    public double factor(Settings s, Progress progress) {
        List<Double> watched = s.of() == Of.TRAINING ? progress.training() : progress.validation();
        double factor = 1;
        double best = Double.POSITIVE_INFINITY;
        int worse = 0;
        for (double each : watched) {
            if (each < best - s.margin()) {
                best = each;
                worse = 0;
            } else if (++worse >= s.epochs()) {
                factor *= s.factor();
                worse = 0;
            }
        }
        return Math.max(s.least(), factor);
    }
}
