package dev.tenon.plugins.optimizers.schedules;

import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Schedule;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.ScheduleContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Each schedule keeps the suite. */
final class ScheduleContractTest {

    @Nested
    final class ConstantTest extends ScheduleContract {
        @Override
        protected Schedule<?> schedule() {
            return new Constant();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new NoSettings());
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(); // it has no settings
        }
    }

    @Nested
    final class CosineTest extends ScheduleContract {
        @Override
        protected Schedule<?> schedule() {
            return new Cosine();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new Cosine.Settings(0), new Cosine.Settings(0.1), new Cosine.Settings(1));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(); // @Range refuses what is wrong
        }
    }

    @Nested
    final class StepTest extends ScheduleContract {
        @Override
        protected Schedule<?> schedule() {
            return new Step();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new Step.Settings(1, 0.1), new Step.Settings(3, 2));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(); // @Range refuses what is wrong
        }
    }

    @Nested
    final class MilestonesTest extends ScheduleContract {
        @Override
        protected Schedule<?> schedule() {
            return new Milestones();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new Milestones.Settings(List.of(1), 0.1), new Milestones.Settings(List.of(2, 5), 0.5));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(Mistake.of("none", () -> new Milestones.Settings(List.of(), 0.1), "at least one", "at"));
        }
    }

    @Nested
    final class OneCycleTest extends ScheduleContract {
        @Override
        protected Schedule<?> schedule() {
            return new OneCycle();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new OneCycle.Settings(0.3, 0.04, 4e-6), new OneCycle.Settings(0.9, 0.5, 0));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(); // @Range refuses what is wrong
        }
    }

    @Nested
    final class ReduceOnPlateauTest extends ScheduleContract {
        @Override
        protected Schedule<?> schedule() {
            return new ReduceOnPlateau();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(
                    new ReduceOnPlateau.Settings(2, 0.1, 0, 0, ReduceOnPlateau.Of.VALIDATION),
                    new ReduceOnPlateau.Settings(1, 0.5, 0.25, 0.2, ReduceOnPlateau.Of.TRAINING));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(); // @Range refuses what is wrong
        }
    }

    @Nested
    final class WarmUpTest extends ScheduleContract {

        private static final Part<Schedule<?>> THEN = new Part<>(new Cosine(), new Cosine.Settings(0));

        @Override
        protected Schedule<?> schedule() {
            return new WarmUp();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(
                    new WarmUp.Settings(Optional.of(4L), Optional.empty(), THEN),
                    new WarmUp.Settings(Optional.empty(), Optional.of(0.5), THEN));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(
                    Mistake.of(
                            "neither steps nor epochs",
                            () -> new WarmUp.Settings(Optional.empty(), Optional.empty(), THEN),
                            "steps",
                            "epochs"),
                    Mistake.of("both", () -> new WarmUp.Settings(Optional.of(1L), Optional.of(1.0), THEN), "either"));
        }
    }
}
