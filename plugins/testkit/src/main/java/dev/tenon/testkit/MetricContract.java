package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every metric must do. A metric's test extends it and names the metric, and settings that work if it has any.
 *
 * <p>Checked for each of the settings, each kind of targets, and number of outputs, that it takes: that what it measures is a number; that outputs
 * as good as can be measure at least as well as noise; that parts of a split, however it is divided, give the bits of the whole if it takes
 * parts; that the order of the examples makes no difference but in
 * rounding; that it writes to no array; and that it gives the same bits again, on several threads at once. And of the class:
 * its name, its constructor, its description.
 */
public abstract class MetricContract {

    private static final int EXAMPLES = 40;
    private static final double ROUNDING = 1e-9;

    /** For subclasses. */
    protected MetricContract() {}

    /** The metric under test. */
    protected abstract Metric<?> metric();

    /** Settings that work, at least one; a metric without settings need not override it. */
    protected List<? extends Record> settings() {
        return List.of(new NoSettings());
    }

    /** What must be refused, and in which words; nothing if not overridden, as for a metric without settings. */
    protected List<Mistake> mistakes() {
        return List.of();
    }

    /** Outputs and targets of a split. */
    private record Answers(Targets kind, float[] outputs, float[] targets, int units) {
        double by(Metric<?> metric, Record settings) {
            List<String> names =
                    IntStream.range(0, units).mapToObj(Integer::toString).toList();
            return measure(metric, settings, new TargetRows(kind, names, units, targets, EXAMPLES), outputs);
        }
    }

    private static <S extends Record> double measure(
            Metric<S> metric, Record settings, TargetRows rows, float[] outputs) {
        return metric.measure(metric.settings().cast(settings), rows, outputs);
    }

    private static <S extends Record> boolean takes(Metric<S> metric, Record settings, Targets kind, int units) {
        return metric.takes(metric.settings().cast(settings), kind, units);
    }

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(metric());
    }

    @TestFactory
    final Stream<DynamicTest> mistakesAreRefused() {
        return mistakes().stream().map(each -> NamedCheck.of(each.name(), each::check));
    }

    @TestFactory
    final Stream<DynamicTest> measures() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Record settings : settings()) {
            for (Targets kind : Targets.values()) {
                for (int units : new int[] {1, 2, 5}) {
                    if ((kind != Targets.CLASSES || units > 1) && takes(metric(), settings, kind, units)) {
                        int count = units;
                        String name = settings + ", " + kind + ", outputs " + units;
                        tests.add(NamedCheck.of(name, () -> check(settings, kind, count)));
                    }
                }
            }
        }
        assertFalse(tests.isEmpty(), metric().type() + " measures some kind of targets");
        return tests.stream();
    }

    private void check(Record settings, Targets kind, int units) {
        float[] targets = targets(kind, units);
        Answers noise = new Answers(kind, noise(EXAMPLES * units), targets, units);
        float[] outputs = noise.outputs.clone();
        float[] given = targets.clone();
        double measured = noise.by(metric(), settings);
        assertTrue(Double.isFinite(measured), "of " + EXAMPLES + " examples it measures " + measured);

        Answers right = new Answers(kind, right(kind, targets, units), targets, units);
        double best = right.by(metric(), settings);
        assertTrue(
                metric().higherIsBetter() ? best >= measured : best <= measured,
                "right outputs measure " + best + ", noise " + measured);

        double turned = new Answers(
                        kind, reversed(noise.outputs, units), reversed(targets, targets.length / EXAMPLES), units)
                .by(metric(), settings);
        assertEquals(measured, turned, Math.abs(measured) * ROUNDING, "examples in another order");

        for (int part : new int[] {1, 3, 7, EXAMPLES}) {
            inParts(metric(), settings, noise, part)
                    .ifPresent(value -> assertEquals(measured, value, "in parts of " + part + " rows"));
        }

        for (double again : ManyThreads.results(() -> noise.by(metric(), settings))) {
            assertEquals(measured, again, "measured again");
        }
        assertArrayEquals(outputs, noise.outputs, "the outputs stay as they are");
        assertArrayEquals(given, targets, "the targets stay as they are");
    }

    /** The measure of a split that is seen part by part; empty if the metric needs the whole. */
    private static <S extends Record> Optional<Double> inParts(
            Metric<S> metric, Record settings, Answers answers, int part) {
        Optional<Metric.Accumulator> started =
                metric.accumulator(metric.settings().cast(settings));
        if (started.isEmpty()) {
            return Optional.empty();
        }
        List<String> names =
                IntStream.range(0, answers.units).mapToObj(Integer::toString).toList();
        int width = answers.targets.length / EXAMPLES;
        for (int from = 0; from < EXAMPLES; from += part) {
            int to = Math.min(EXAMPLES, from + part);
            started.get()
                    .add(
                            new TargetRows(
                                    answers.kind,
                                    names,
                                    answers.units,
                                    Arrays.copyOfRange(answers.targets, from * width, to * width),
                                    to - from),
                            Arrays.copyOfRange(answers.outputs, from * answers.units, to * answers.units));
        }
        return Optional.of(started.get().value());
    }

    private static float[] noise(int count) {
        RandomStream random = new RandomStream(3, "outputs");
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] targets(Targets kind, int units) {
        if (kind == Targets.CLASSES) {
            float[] classes = new float[EXAMPLES];
            for (int i = 0; i < EXAMPLES; i++) {
                classes[i] = i % units;
            }
            return classes;
        }
        float[] values = noise(EXAMPLES * units + 1);
        float[] targets = new float[EXAMPLES * units];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = kind == Targets.SIGNS ? Math.signum(values[i + 1]) : values[i + 1];
        }
        return targets;
    }

    /** Outputs that nobody could make better. */
    private static float[] right(Targets kind, float[] targets, int units) {
        float[] outputs = new float[EXAMPLES * units];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = switch (kind) {
                case CLASSES -> targets[i / units] == i % units ? 9 : -9;
                case SIGNS -> 9 * targets[i];
                case NUMBERS -> targets[i];
            };
        }
        return outputs;
    }

    private static float[] reversed(float[] values, int width) {
        float[] reversed = new float[values.length];
        for (int i = 0; i < values.length; i += width) {
            System.arraycopy(values, i, reversed, values.length - width - i, width);
        }
        return reversed;
    }
}
