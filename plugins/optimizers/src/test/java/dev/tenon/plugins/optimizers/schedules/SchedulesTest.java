package dev.tenon.plugins.optimizers.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Schedule;
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
        String expected = "takes either steps or epochs, as {type: warm-up, epochs: 1}";
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
}
