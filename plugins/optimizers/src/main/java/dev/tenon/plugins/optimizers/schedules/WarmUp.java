package dev.tenon.plugins.optimizers.schedules;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Progress;
import dev.tenon.api.training.Schedule;
import dev.tenon.api.training.Watched;
import java.util.Optional;

/**
 * For the first {@code n} steps {@code (step + 1) / n} of what the next schedule starts with; then the next schedule,
 * whose steps and epochs count from there (Goyal and others, <i>Accurate, large minibatch SGD: training ImageNet in 1
 * hour</i>, 2017, section 2.2).
 */
@Type("warm-up")
@Describe("Raises the learning rate linearly from almost 0, then continues with another schedule.")
public final class WarmUp implements Schedule<WarmUp.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Steps of the rise; give this or epochs.") @Range(min = 1)
            Optional<Long> steps,

            @Describe("Epochs of the rise, such as 0.5; give this or steps.") @Range(min = 0, above = true)
            Optional<Double> epochs,

            @Describe("The schedule after the rise.") @Default("constant")
            Part<Schedule<?>> then) {

        public Settings {
            if (steps.isPresent() == epochs.isPresent()) {
                throw new IllegalArgumentException("takes either steps or epochs, such as {type: warm-up, epochs: 1}");
            }
        }

        private long length(long stepsPerEpoch) {
            return steps.orElseGet(() -> Math.max(1, (long) Math.ceil(epochs.orElseThrow() * stepsPerEpoch)));
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public double factor(Settings s, long step, long stepsPerEpoch, long totalSteps) {
        return factor(s, Progress.of(step, stepsPerEpoch, totalSteps));
    }

    @Override
    public double factor(Settings s, Progress progress) {
        long length = s.length(progress.stepsPerEpoch());
        double then = factor(s.then().service(), s.then().settings(), progress.from(length));
        return progress.step() < length ? (progress.step() + 1.0) / length * then : then;
    }

    private static <S extends Record> double factor(Schedule<S> schedule, Record settings, Progress progress) {
        return schedule.factor(schedule.settings().cast(settings), progress);
    }

    @Override
    public Watched watches(Settings s) {
        return watches(s.then().service(), s.then().settings());
    }

    private static <S extends Record> Watched watches(Schedule<S> schedule, Record settings) {
        return schedule.watches(schedule.settings().cast(settings));
    }
}
