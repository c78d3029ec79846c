package dev.tenon.plugins.optimizers.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Progress;
import dev.tenon.api.training.Schedule;
import dev.tenon.api.training.Watched;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Trainings of 20 epochs of 5 steps. */
final class SchedulesTest {

    private static final long PER_EPOCH = 5;
    private static final long TOTAL = 100;

    private static <S extends Record> double at(Schedule<S> schedule, S settings, long step) {
        return schedule.factor(settings, step, PER_EPOCH, TOTAL);
    }

    @Test
    void constantIsOne() {
        assertEquals(1, at(new Constant(), new NoSettings(), 0));
        assertEquals(1, at(new Constant(), new NoSettings(), 99));
    }

    @Test
    void stepChangesWithTheEpoch() {
        Step.Settings s = new Step.Settings(2, 0.5);
        assertEquals(1, at(new Step(), s, 9));
        assertEquals(0.5, at(new Step(), s, 10));
        assertEquals(0.5, at(new Step(), s, 19));
        assertEquals(0.25, at(new Step(), s, 20));
        assertEquals(0x1p-9, at(new Step(), s, 99));
    }

    @Test
    void cosineFallsFromOneToTheFinalFraction() {
        Cosine.Settings s = new Cosine.Settings(0.2);
        assertEquals(1, at(new Cosine(), s, 0));
        assertEquals(0.2 + 0.8 * (1 + Math.sqrt(0.5)) / 2, at(new Cosine(), s, 25), 1e-15);
        assertEquals(0.6, at(new Cosine(), s, 50), 1e-15);
        assertEquals(0.2, at(new Cosine(), s, 100), 1e-15);
        for (int step = 1; step <= 100; step++) {
            assertTrue(at(new Cosine(), s, step) < at(new Cosine(), s, step - 1));
        }
    }

    @Test
    void cosineStaysWhereItEnded() {
        assertEquals(0, at(new Cosine(), new Cosine.Settings(0), 150), 1e-15);
        assertEquals(1, new Cosine().factor(new Cosine.Settings(0), 0, 1, 0));
    }

    @Test
    void warmUpRisesThenHandsOver() {
        Part<Schedule<?>> cosine = new Part<>(new Cosine(), new Cosine.Settings(0));
        WarmUp.Settings s = new WarmUp.Settings(Optional.of(20L), Optional.empty(), cosine);
        assertEquals(0.05, at(new WarmUp(), s, 0), 1e-15);
        assertEquals(0.5, at(new WarmUp(), s, 9), 1e-15);
        assertEquals(1, at(new WarmUp(), s, 19), 1e-15);
        // The cosine starts at step 20 and takes the 80 steps that are left.
        assertEquals(1, at(new WarmUp(), s, 20), 1e-15);
        assertEquals(0.5, at(new WarmUp(), s, 60), 1e-15);
        assertEquals(0, at(new WarmUp(), s, 100), 1e-15);
    }

    @Test
    void warmUpCountsEpochsToo() {
        Part<Schedule<?>> constant = new Part<>(new Constant(), new NoSettings());
        WarmUp.Settings s = new WarmUp.Settings(Optional.empty(), Optional.of(0.8), constant);
        assertEquals(0.25, at(new WarmUp(), s, 0), 1e-15);
        assertEquals(1, at(new WarmUp(), s, 3), 1e-15);
        assertEquals(1, at(new WarmUp(), s, 4), 1e-15);
        // Epochs of a step schedule count from the end of the rise.
        Part<Schedule<?>> step = new Part<>(new Step(), new Step.Settings(1, 0.1));
        WarmUp.Settings then = new WarmUp.Settings(Optional.empty(), Optional.of(0.8), step);
        assertEquals(1, at(new WarmUp(), then, 8), 1e-15);
        assertEquals(0.1, at(new WarmUp(), then, 9), 1e-15);
    }

    @Test
    void warmUpTakesOneLength() {
        Part<Schedule<?>> constant = new Part<>(new Constant(), new NoSettings());
        String expected = "takes either steps or epochs, such as {type: warm-up, epochs: 1}";
        assertEquals(
                expected,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new WarmUp.Settings(Optional.empty(), Optional.empty(), constant))
                        .getMessage());
        assertEquals(
                expected,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new WarmUp.Settings(Optional.of(3L), Optional.of(1.0), constant))
                        .getMessage());
    }

    @Test
    void milestonesCountEpochs() {
        Milestones.Settings s = new Milestones.Settings(List.of(2, 4), 0.5);
        double[] expected = {1, 1, 0.5, 0.5, 0.25};
        for (int epoch = 0; epoch < expected.length; epoch++) {
            assertEquals(expected[epoch], new Milestones().factor(s, epoch * 7L, 7, 70), "epoch " + epoch);
            assertEquals(expected[epoch], new Milestones().factor(s, epoch * 7L + 6, 7, 70), "its last step");
        }
    }

    /** By the formula of {@code torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=10)}: the rise ends at step 0.3 * 10 - 1. */
    @Test
    void oneCycleIsThatOfPyTorch() {
        OneCycle.Settings s = new OneCycle.Settings(0.3, 0.04, 4e-6);
        double[] expected = {0.04, 0.52, 1};
        for (int step = 0; step < expected.length; step++) {
            assertEquals(expected[step], new OneCycle().factor(s, step, 5, 10), 1e-12, "step " + step);
        }
        for (int step = 2; step < 10; step++) {
            double wave = (1 + StrictMath.cos(Math.PI * (step - 2) / 7)) / 2;
            assertEquals(4e-6 + (1 - 4e-6) * wave, new OneCycle().factor(s, step, 5, 10), 1e-12, "step " + step);
        }
        assertEquals(4e-6, new OneCycle().factor(s, 9, 5, 10), 1e-12, "the last step");
        assertEquals(1, new OneCycle().factor(s, 0, 1, 1), "a single step");
    }

    private static double reduced(ReduceOnPlateau.Settings s, Double... watched) {
        List<Double> of = List.of(watched);
        boolean training = s.of() == ReduceOnPlateau.Of.TRAINING;
        return new ReduceOnPlateau()
                .factor(s, new Progress(0, 1, 100, training ? of : List.of(), training ? List.of() : of));
    }

    @Test
    void aPlateauIsSoManyEpochsWithoutProgress() {
        ReduceOnPlateau.Settings s = new ReduceOnPlateau.Settings(2, 0.5, 0.2, 0, ReduceOnPlateau.Of.VALIDATION);
        assertEquals(1, reduced(s));
        assertEquals(1, reduced(s, 3.0, 2.0, 2.5));
        assertEquals(0.5, reduced(s, 3.0, 2.0, 2.5, 2.0), "equally good is not better");
        assertEquals(0.5, reduced(s, 3.0, 2.0, 2.5, 2.0, 1.0), "what is reduced stays");
        assertEquals(0.5, reduced(s, 3.0, 2.0, 2.5, 2.0, 2.0), "counted anew");
        assertEquals(0.25, reduced(s, 3.0, 2.0, 2.5, 2.0, 2.0, 2.0));
        assertEquals(0.2, reduced(s, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0), "the least part");
        assertEquals(0.5, reduced(s, Double.NaN, Double.NaN), "what is not defined is not progress");
        ReduceOnPlateau.Settings margin = new ReduceOnPlateau.Settings(1, 0.5, 0, 0.3, ReduceOnPlateau.Of.TRAINING);
        assertEquals(0.5, reduced(margin, 2.0, 1.75), "not by 0.3");
        assertEquals(1, reduced(margin, 2.0, 1.5));
        assertEquals(
                1, new ReduceOnPlateau().factor(margin, new Progress(9, 1, 100, List.of(), List.of(1.0, 1.0, 1.0))));
        assertEquals(Watched.TRAINING, new ReduceOnPlateau().watches(margin));
    }

    @Test
    void warmUpLetsTheNextScheduleWatch() {
        ReduceOnPlateau.Settings plateau = new ReduceOnPlateau.Settings(1, 0.5, 0, 0, ReduceOnPlateau.Of.VALIDATION);
        WarmUp.Settings s =
                new WarmUp.Settings(Optional.of(4L), Optional.empty(), new Part<>(new ReduceOnPlateau(), plateau));
        assertEquals(Watched.VALIDATION, new WarmUp().watches(s));
        Progress flat = new Progress(8, 4, 100, List.of(1.0, 1.0), List.of(1.0, 1.0));
        assertEquals(0.5, new WarmUp().factor(s, flat));
        assertEquals(0.25, new WarmUp().factor(s, new Progress(1, 4, 100, List.of(), List.of(1.0, 1.0))), 1e-15);
    }
}
