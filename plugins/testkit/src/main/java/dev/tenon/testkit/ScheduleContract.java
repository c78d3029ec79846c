package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.training.Progress;
import dev.tenon.api.training.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every schedule must do. A schedule's test extends it and names the schedule, settings that work, and mistakes that
 * users will make.
 *
 * <p>Checked for each of the settings, for trainings from one step to several epochs: of which the first epochs make progress and the others do not, that the factor of every step is
 * finite and not negative, that some step has one above 0, and that it depends on the step alone, not on which was asked for
 * before, in trainings of which length, or by whom. And of the class: its name, its constructor, its descriptions.
 */
public abstract class ScheduleContract {

    /** For subclasses. */
    protected ScheduleContract() {}

    /** The schedule under test. */
    protected abstract Schedule<?> schedule();

    /** Settings that work, at least one. */
    protected abstract List<? extends Record> settings();

    /** What must be refused, and in which words. */
    protected abstract List<Mistake> mistakes();

    /** How long a training is. */
    private record Length(long stepsPerEpoch, long totalSteps) {

        /** A step of a training that gets better in its first epochs, and then no more. */
        Progress at(long step) {
            List<Double> losses = LongStream.range(0, step / stepsPerEpoch)
                    .mapToObj(epoch -> Math.max(0.5, 1 - 0.1 * epoch))
                    .toList();
            return new Progress(step, stepsPerEpoch, totalSteps, losses, losses);
        }
    }

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(schedule());
    }

    @TestFactory
    final Stream<DynamicTest> settingsWork() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Record settings : settings()) {
            for (Length length : List.of(new Length(1, 1), new Length(10, 3), new Length(1, 7), new Length(5, 100))) {
                tests.add(NamedCheck.of(settings + ", " + length, () -> check(settings, length)));
            }
        }
        return tests.stream();
    }

    @TestFactory
    final Stream<DynamicTest> mistakesAreRefused() {
        return mistakes().stream().map(each -> NamedCheck.of(each.name(), each::check));
    }

    private void check(Record settings, Length length) {
        List<Double> factors = new ArrayList<>();
        for (long step = 0; step < length.totalSteps; step++) {
            double factor = factor(schedule(), settings, step, length);
            assertTrue(Double.isFinite(factor) && factor >= 0, "the factor of step " + step + " is " + factor);
            factors.add(factor);
        }
        assertTrue(factors.stream().anyMatch(factor -> factor > 0), "a training moves: " + factors);
        Schedule<?> used = schedule();
        factor(used, settings, 0, new Length(length.stepsPerEpoch + 1, length.totalSteps + 2));
        for (int step = 0; step < length.totalSteps; step++) {
            assertEquals(
                    factors.get(step),
                    factor(used, settings, step, length),
                    "the factor of step " + step + ", after a training of another length");
        }
        for (List<Double> again : ManyThreads.results(() -> backwards(settings, length))) {
            assertEquals(factors, again, "the same factors, asked for from the last to the first");
        }
    }

    private List<Double> backwards(Record settings, Length length) {
        List<Double> factors = new ArrayList<>();
        for (long step = length.totalSteps - 1; step >= 0; step--) {
            factors.addFirst(factor(schedule(), settings, step, length));
        }
        return factors;
    }

    @SuppressWarnings("unchecked") // settings of another record fail here, in the test that gave them
    private static <S extends Record> double factor(Schedule<S> schedule, Record settings, long step, Length length) {
        return schedule.factor((S) settings, length.at(step));
    }
}
