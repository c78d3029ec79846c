package dev.tenon.api.numerics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** exp, log and tanh are the correctly rounded floats. */
final class CorrectRoundingTest {
    /** Odd, so that the sample meets every exponent and both signs; 6.7 million floats each. */
    private static final int STRIDE = 641;

    /** Floats around which every neighbour is tried: zeros, limits, thresholds and the hard cases that were found. */
    private static final float[] CENTRES = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        1f,
        -1f,
        0.5f,
        2f,
        0.70710677f,
        1.4142135f,
        2.7182817f,
        0.3465736f,
        -0.3465736f,
        0.6931472f,
        88.72284f,
        90f,
        -87.33655f,
        -103.27893f,
        -103.97208f,
        -105f,
        9.010913f,
        -9.010913f,
        10f,
        -10f,
        0x1p-12f,
        -0x1p-12f,
        0x1p-24f,
        -0x1p-24f,
        0x1p-25f,
        -0x1p-25f
    };

    private static final int NEIGHBOURS = 2_000;

    @ParameterizedTest
    @EnumSource(Oracle.class)
    void denseSample(Oracle function) {
        long checked = 0;
        for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
            check(function, Float.intBitsToFloat((int) bits));
            checked++;
        }
        assertTrue(checked > 6_700_000);
    }

    @ParameterizedTest
    @EnumSource(Oracle.class)
    void everyNeighbourOfTheBoundaries(Oracle function) {
        for (float centre : CENTRES) {
            int bits = Float.floatToRawIntBits(centre);
            for (int i = -NEIGHBOURS; i <= NEIGHBOURS; i++) {
                check(function, Float.intBitsToFloat(bits + i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Oracle.class)
    @Tag("nightly")
    void everyFloat(Oracle function) {
        for (long bits = 0; bits < 1L << 32; bits++) {
            check(function, Float.intBitsToFloat((int) bits));
        }
    }

    /** The bar that the oracle trusts: StrictMath is within a quarter of it wherever 50 digits were computed. */
    @ParameterizedTest
    @EnumSource(Oracle.class)
    void theOracleKnowsItsError(Oracle function) {
        var random = new RandomStream(1, "oracle/" + function.name());
        for (int i = 0; i < 2_000; i++) {
            float x = (float) (random.nextGaussian() * StrictMath.exp(random.nextGaussian() * 3));
            x = function == Oracle.LOG ? Math.abs(x) : Math.max(-100f, Math.min(88f, x));
            double value = function.estimate(x);
            if (value == 0 || Math.abs(x) < 1e-12f) {
                continue;
            }
            BigDecimal error =
                    function.exact(x, value).subtract(new BigDecimal(value)).abs();
            assertTrue(error.doubleValue() <= Math.abs(value) * Oracle.BAR / 4, function + " of " + x);
        }
    }

    @Test
    void specials() {
        assertSame(Float.NaN, Exp.exp(Float.NaN));
        assertSame(Float.POSITIVE_INFINITY, Exp.exp(Float.POSITIVE_INFINITY));
        assertSame(0f, Exp.exp(Float.NEGATIVE_INFINITY));
        assertSame(1f, Exp.exp(-0f));
        assertSame(Float.MIN_VALUE, Exp.exp(-103.5f));
        assertSame(Float.NaN, Log.log(Float.NaN));
        assertSame(Float.NaN, Log.log(-1f));
        assertSame(Float.NaN, Log.log(-Float.MIN_VALUE));
        assertSame(Float.NaN, Log.log(Float.NEGATIVE_INFINITY));
        assertSame(Float.NEGATIVE_INFINITY, Log.log(0f));
        assertSame(Float.NEGATIVE_INFINITY, Log.log(-0f));
        assertSame(Float.POSITIVE_INFINITY, Log.log(Float.POSITIVE_INFINITY));
        assertSame(0f, Log.log(1f));
        assertSame(Float.NaN, Tanh.tanh(Float.NaN));
        assertSame(0f, Tanh.tanh(0f));
        assertSame(-0f, Tanh.tanh(-0f));
        assertSame(1f, Tanh.tanh(Float.POSITIVE_INFINITY));
        assertSame(-1f, Tanh.tanh(Float.NEGATIVE_INFINITY));
        assertSame(-Float.MIN_VALUE, Tanh.tanh(-Float.MIN_VALUE));
    }

    private static void check(Oracle function, float x) {
        float expected = function.round(x);
        float actual = function.underTest(x);
        if (!Oracle.same(expected, actual)) {
            assertEquals(
                    Float.toHexString(expected),
                    Float.toHexString(actual),
                    () -> function + " of " + Float.toHexString(x));
        }
    }

    private static void assertSame(float expected, float actual) {
        assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual), expected + " but was " + actual);
    }
}
