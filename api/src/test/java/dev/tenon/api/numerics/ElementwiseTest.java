package dev.tenon.api.numerics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/** Ties, signed zeros and NaN of the selections; sqrt and sigmoid against their definitions. */
final class ElementwiseTest {
    @Test
    void tiesAndNan() {
        assertSame(-0f, Elementwise.max(0f, -0f));
        assertSame(0f, Elementwise.max(-0f, 0f));
        assertSame(-0f, Elementwise.min(0f, -0f));
        assertSame(1f, Elementwise.max(Float.NaN, 1f));
        assertSame(Float.NaN, Elementwise.max(1f, Float.NaN));
        assertSame(1f, Elementwise.min(Float.NaN, 1f));
        assertSame(Float.NaN, Elementwise.min(1f, Float.NaN));
        assertSame(2f, Elementwise.max(1f, 2f));
        assertSame(1f, Elementwise.min(1f, 2f));
    }

    @Test
    void relu() {
        assertSame(-0f, Elementwise.relu(-0f));
        assertSame(0f, Elementwise.relu(-1f));
        assertSame(3f, Elementwise.relu(3f));
        assertSame(Float.NaN, Elementwise.relu(Float.NaN));
        assertSame(0f, Elementwise.relu(Float.NEGATIVE_INFINITY));
    }

    @Test
    void signs() {
        assertSame(-0f, Elementwise.neg(0f));
        assertSame(0f, Elementwise.abs(-0f));
        assertSame(5f, Elementwise.abs(-5f));
        assertSame(5f, Elementwise.neg(-5f));
    }

    @Test
    void squareRootsAreCorrectlyRounded() {
        var random = new RandomStream(1, "sqrt");
        for (int i = 0; i < 20_000; i++) {
            float x = Float.intBitsToFloat(random.nextInt(0x7f80_0000));
            BigDecimal exact = new BigDecimal(x).sqrt(new MathContext(40));
            float root = Elementwise.sqrt(x);
            BigDecimal half = new BigDecimal(Math.ulp(root)).divide(BigDecimal.valueOf(2));
            assertEquals(-1, exact.subtract(new BigDecimal(root)).abs().compareTo(half), "sqrt of " + x);
        }
        assertSame(-0f, Elementwise.sqrt(-0f));
        assertSame(Float.NaN, Elementwise.sqrt(-1f));
    }

    @Test
    void sigmoidIsItsFormula() {
        assertSame(0.5f, Elementwise.sigmoid(0f));
        assertSame(1f, Elementwise.sigmoid(100f));
        assertSame(0f, Elementwise.sigmoid(-100f));
        assertSame(1f / (1f + 2.7182817f), Elementwise.sigmoid(-1f));
        assertSame(Float.NaN, Elementwise.sigmoid(Float.NaN));
    }

    private static void assertSame(float expected, float actual) {
        assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual), expected + " but was " + actual);
    }
}
