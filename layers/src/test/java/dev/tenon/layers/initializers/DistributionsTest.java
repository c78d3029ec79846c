package dev.tenon.layers.initializers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Initializer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers drawn have the distribution that the initializer's source states. Fan-in is 150, fan-out 1600. */
final class DistributionsTest {

    private static final Shape KERNEL = Shape.of(5, 5, 6, 64);
    private static final Shape LARGE = Shape.of(5, 5, 6, 4096);
    private static final double FAN_IN = 150;

    private static RandomStream stream() {
        return new RandomStream(20190401, "kernel");
    }

    private static double fanOut(Shape shape) {
        return 25.0 * shape.dim(-1);
    }

    static Stream<Arguments> uniform() {
        double out = fanOut(LARGE);
        return Stream.of(
                Arguments.of(new GlorotUniform(), new NoSettings(), 0.0, Math.sqrt(6 / (FAN_IN + out))),
                Arguments.of(new HeUniform(), new NoSettings(), 0.0, Math.sqrt(6 / FAN_IN)),
                Arguments.of(new Uniform(), new Uniform.Settings(-1, 3), 1.0, 2.0));
    }

    static Stream<Arguments> normal() {
        double out = fanOut(LARGE);
        return Stream.of(
                Arguments.of(new GlorotNormal(), new NoSettings(), 0.0, Math.sqrt(2 / (FAN_IN + out))),
                Arguments.of(new HeNormal(), new NoSettings(), 0.0, Math.sqrt(2 / FAN_IN)),
                Arguments.of(new LecunNormal(), new NoSettings(), 0.0, Math.sqrt(1 / FAN_IN)),
                Arguments.of(new Normal(), new Normal.Settings(2, 0.25), 2.0, 0.25));
    }

    @ParameterizedTest
    @MethodSource("uniform")
    <S extends Record> void uniformNumbersFillTheirRangeEvenly(
            Initializer<S> initializer, S settings, double middle, double limit) {
        float[] values = initializer.values(settings, LARGE, stream());

        int[] tenths = new int[10];
        for (float value : values) {
            double place = (value - middle) / limit;
            assertTrue(place >= -1.0000001 && place <= 1.0000001, () -> value + " is out of range");
            tenths[Math.clamp((int) Math.floor((place + 1) * 5), 0, 9)]++;
        }
        for (int count : tenths) {
            assertPart(0.1, count, values.length);
        }
    }

    @ParameterizedTest
    @MethodSource("normal")
    <S extends Record> void normalNumbersHaveTheMeanTheDeviationAndTheTails(
            Initializer<S> initializer, S settings, double mean, double deviation) {
        float[] values = initializer.values(settings, LARGE, stream());

        // Parts of a normal distribution within 1, 2 and 3 standard deviations, and above the mean.
        double[] expected = {0.6826894921, 0.9544997361, 0.9973002039, 0.5};
        int[] counts = new int[4];
        double squares = 0;
        for (float value : values) {
            double z = (value - mean) / deviation;
            squares += z * z;
            for (int k = 1; k <= 3; k++) {
                counts[k - 1] += Math.abs(z) <= k ? 1 : 0;
            }
            counts[3] += z > 0 ? 1 : 0;
        }
        for (int i = 0; i < 4; i++) {
            assertPart(expected[i], counts[i], values.length);
        }
        assertEquals(1, squares / values.length, 4 * Math.sqrt(2.0 / values.length));
    }

    /** Within four standard errors, which chance alone passes once in 16,000 times. */
    private static void assertPart(double expected, int count, int of) {
        double error = Math.sqrt(expected * (1 - expected) / of);
        assertEquals(expected, (double) count / of, 4 * error);
    }

    @Test
    void constantsAreConstant() {
        assertTrue(all(new Zeros().values(new NoSettings(), KERNEL, stream()), 0f));
        assertTrue(all(new Ones().values(new NoSettings(), KERNEL, stream()), 1f));
        assertTrue(all(new Constant().values(new Constant.Settings(0.1), KERNEL, stream()), 0.1f));
    }

    private static boolean all(float[] values, float expected) {
        for (float value : values) {
            if (Float.floatToIntBits(value) != Float.floatToIntBits(expected)) {
                return false;
            }
        }
        return values.length == KERNEL.size();
    }

    @Test
    void theBoundsOfUniformAreInOrder() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new Uniform.Settings(1, -1));
        assertEquals("low (1.0) must not be above high (-1.0)", e.getMessage());
    }
}
