package dev.tenon.api.numerics;

/**
 * Ops of one element that are more than a single arithmetic operation: selections, whose rule for signed zeros and NaN is
 * part of the contract, and the short formulas made of other contract ops.
 *
 * <p>{@code + - * /}, {@code Math.sqrt} of a float and {@code Math.fma} are the single correctly rounded operations and need
 * no definition here.
 */
public final class Elementwise {
    private Elementwise() {}

    /**
     * The larger of two: {@code a > b ? a : b}. The second where they are equal (+0 and -0 are) or where either is NaN.
     *
     * @param a the first operand
     * @param b the second operand
     * @return one of the two
     */
    public static float max(float a, float b) {
        return a > b ? a : b;
    }

    /**
     * The smaller of two: {@code a < b ? a : b}. The second where they are equal or where either is NaN.
     *
     * @param a the first operand
     * @param b the second operand
     * @return one of the two
     */
    public static float min(float a, float b) {
        return a < b ? a : b;
    }

    /**
     * The rectifier: {@code x < 0 ? +0 : x}. NaN and -0 pass.
     *
     * @param x any float
     * @return x or +0
     */
    public static float relu(float x) {
        return x < 0f ? 0f : x;
    }

    /**
     * The absolute value: the sign bit cleared.
     *
     * @param x any float
     * @return |x|
     */
    public static float abs(float x) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) & 0x7fff_ffff);
    }

    /**
     * The negative: the sign bit flipped, so that neg(+0) is -0.
     *
     * @param x any float
     * @return -x
     */
    public static float neg(float x) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) ^ 0x8000_0000);
    }

    /**
     * The square root, correctly rounded.
     *
     * @param x any float; NaN results below zero
     * @return the root
     */
    public static float sqrt(float x) {
        // Rounding a double's root to float is right: 53 bits are more than twice 24 and two (Figueroa, 1995).
        return (float) Math.sqrt(x);
    }

    /**
     * The logistic function by its formula, {@code 1 / (1 + exp(-x))}, each operation rounded to float.
     *
     * @param x any float
     * @return a value from 0 to 1
     */
    public static float sigmoid(float x) {
        return 1f / (1f + Exp.exp(neg(x)));
    }
}
