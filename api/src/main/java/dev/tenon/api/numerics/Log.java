package dev.tenon.api.numerics;

/**
 * The natural logarithm as a correctly rounded float.
 *
 * <p>In double, without a branch but for the selection of the special cases: {@code x = 2^n m} with m from sqrt(1/2) to
 * sqrt(2), f = m - 1 (exact), s = f / (2 + f), and
 *
 * <pre>log(1 + f) = f - f^2/2 + s (f^2/2 + R),   R = 2 (s^2/3 + s^4/5 + s^6/7 + ...)</pre>
 *
 * which is the series of 2 artanh(s), turned so that the two leading terms are exact doubles (f has 25 bits, so its square
 * fits). A double's 53 bits are too few for this function: the closest of its values to a rounding boundary are closer than
 * that (rounding {@code StrictMath.log} to float is wrong for 5 floats). So the sum is kept as a double and the error of its
 * last addition, and the error's sign decides when the double lies on a boundary. That the result is right was shown by
 * trying every float; the nightly test repeats it.
 */
public final class Log {
    /** The bits of the double below sqrt(1/2) at which the range of m begins. */
    public static final long RANGE_START_BITS = 0x3fe6_a09e_0000_0000L;

    /** The bits of 1.0, which are the exponent's bias in place. */
    public static final long ONE_BITS = 0x3ff0_0000_0000_0000L;

    /** The mantissa's bits of a double. */
    public static final long MANTISSA_BITS = 0x000f_ffff_ffff_ffffL;

    /** The leading 41 bits of ln 2, so that its product with an exponent is exact. */
    public static final double LN2_HIGH = 0x1.62e42fefa3p-1;

    /** ln 2 - {@link #LN2_HIGH}. */
    public static final double LN2_LOW = 0x1.3de6af278ece6p-42;

    /** 2 / 3, the coefficient of s^2 in R. */
    public static final double A1 = 2.0 / 3;

    /** 2 / 5. */
    public static final double A2 = 2.0 / 5;

    /** 2 / 7. */
    public static final double A3 = 2.0 / 7;

    /** 2 / 9. */
    public static final double A4 = 2.0 / 9;

    /** 2 / 11. */
    public static final double A5 = 2.0 / 11;

    /** 2 / 13. */
    public static final double A6 = 2.0 / 13;

    /** 2 / 15. */
    public static final double A7 = 2.0 / 15;

    /** 2 / 17. */
    public static final double A8 = 2.0 / 17;

    /** 2 / 19. */
    public static final double A9 = 2.0 / 19;

    /** 2 / 21. */
    public static final double A10 = 2.0 / 21;

    /** 2 / 23. */
    public static final double A11 = 2.0 / 23;

    private static final double TWO_52 = 0x1p52;
    private static final long TWO_52_BITS = 0x4330_0000_0000_0000L;

    private Log() {}

    /**
     * The natural logarithm of x, correctly rounded to float (round to nearest, ties to even).
     *
     * @param x any float
     * @return the rounded value: -infinity for either zero, NaN for NaN and below zero
     */
    public static float log(float x) {
        // Every positive float, subnormal or not, is a normal double.
        long bits = Double.doubleToRawLongBits(x);
        long offset = bits - RANGE_START_BITS;
        double m = Double.longBitsToDouble((offset & MANTISSA_BITS) + RANGE_START_BITS);
        // The exponent n as a double without a conversion: n + 1023 becomes the low bits of 2^52.
        long biased = (offset + ONE_BITS) >>> 52;
        double n = Double.longBitsToDouble(biased | TWO_52_BITS) - (TWO_52 + 1023.0);

        double f = m - 1.0;
        double halfSquare = 0.5 * f * f;
        double s = f / (f + 2.0);
        double z = s * s;
        double p = Math.fma(A11, z, A10);
        p = Math.fma(p, z, A9);
        p = Math.fma(p, z, A8);
        p = Math.fma(p, z, A7);
        p = Math.fma(p, z, A6);
        p = Math.fma(p, z, A5);
        p = Math.fma(p, z, A4);
        p = Math.fma(p, z, A3);
        p = Math.fma(p, z, A2);
        p = Math.fma(p, z, A1);
        double tail = s * Math.fma(p, z, halfSquare);

        // f - f^2/2 and n ln 2 as sums of two doubles without error (Dekker; Knuth), all small parts added last.
        double lead = f - halfSquare;
        double leadError = (f - lead) - halfSquare;
        double whole = n * LN2_HIGH;
        double sum = whole + lead;
        double back = sum - whole;
        double sumError = (whole - (sum - back)) + (lead - back);
        double small = sumError + (leadError + Math.fma(n, LN2_LOW, tail));
        double high = sum + small;
        double error = small - (high - sum);

        float result = roundOnce(high, error);
        result = x == 0f ? Float.NEGATIVE_INFINITY : result;
        result = x >= 0f ? result : Float.NaN;
        return x == Float.POSITIVE_INFINITY ? x : result;
    }

    /**
     * The float nearest to high + error, |error| being at most half an ulp of the double high: high is first moved to the
     * neighbour with an odd last bit, towards the error, if there is one ("round to odd", Boldo and Melquiond 2008), after which
     * a second rounding does no harm.
     */
    private static float roundOnce(double high, double error) {
        long bits = Double.doubleToRawLongBits(high);
        boolean inexact = error != 0.0;
        boolean even = (bits & 1L) == 0L;
        long step = (error > 0.0) == (high > 0.0) ? 1L : -1L;
        return (float) Double.longBitsToDouble(inexact && even ? bits + step : bits);
    }
}
