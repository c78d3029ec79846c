package dev.tenon.api.numerics;

/**
 * The exponential function as a correctly rounded float.
 *
 * <p>The method, all in double and without a branch, so that it can be written with vectors or for a GPU operation by
 * operation: {@code x = n ln 2 + r} with |r| at most ln(2)/2 (Cody and Waite's reduction in two parts, <i>Software Manual
 * for the Elementary Functions</i>, 1980), the Taylor polynomial of degree 12 for {@code exp(r)} by Horner's rule with fma,
 * and the factor 2^n made from its bits. That the one rounding to float at the end is right was shown by trying every
 * float; the nightly test repeats it.
 */
public final class Exp {
    /** Arguments above this give infinity, so that clamping to it keeps 2^n a normal double. */
    public static final double UPPER = 90.0;

    /** Arguments below this give +0 (half of the least subnormal float is 2^-150, the exponential of -103.97). */
    public static final double LOWER = -105.0;

    /** 1 / ln 2. */
    public static final double INVERSE_LN2 = 0x1.71547652b82fep0;

    /** ln 2 rounded to double. */
    public static final double LN2_HIGH = 0x1.62e42fefa39efp-1;

    /** ln 2 - {@link #LN2_HIGH}. */
    public static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

    /** Adding and subtracting 1.5 x 2^52 rounds a double of moderate size to an integer, ties to even. */
    public static final double ROUNDER = 0x1.8p52;

    /** 1 / 2!. */
    public static final double C2 = 1.0 / 2;

    /** 1 / 3!. */
    public static final double C3 = 1.0 / 6;

    /** 1 / 4!. */
    public static final double C4 = 1.0 / 24;

    /** 1 / 5!. */
    public static final double C5 = 1.0 / 120;

    /** 1 / 6!. */
    public static final double C6 = 1.0 / 720;

    /** 1 / 7!. */
    public static final double C7 = 1.0 / 5_040;

    /** 1 / 8!. */
    public static final double C8 = 1.0 / 40_320;

    /** 1 / 9!. */
    public static final double C9 = 1.0 / 362_880;

    /** 1 / 10!. */
    public static final double C10 = 1.0 / 3_628_800;

    /** 1 / 11!. */
    public static final double C11 = 1.0 / 39_916_800;

    /** 1 / 12!. */
    public static final double C12 = 1.0 / 479_001_600;

    private Exp() {}

    /**
     * e to the power x, correctly rounded to float (round to nearest, ties to even).
     *
     * @param x any float
     * @return the rounded value: NaN for NaN, +infinity from about 88.73 up, a subnormal or +0 far below zero
     */
    public static float exp(float x) {
        // Comparisons with NaN are false, so that NaN takes neither clamp and passes through the polynomial.
        double wide = x;
        double clamped = wide > UPPER ? UPPER : wide;
        clamped = clamped < LOWER ? LOWER : clamped;

        double shifted = clamped * INVERSE_LN2 + ROUNDER;
        double n = shifted - ROUNDER;
        double r = Math.fma(-n, LN2_LOW, Math.fma(-n, LN2_HIGH, clamped));

        double p = Math.fma(C12, r, C11);
        p = Math.fma(p, r, C10);
        p = Math.fma(p, r, C9);
        p = Math.fma(p, r, C8);
        p = Math.fma(p, r, C7);
        p = Math.fma(p, r, C6);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, 1.0);
        p = Math.fma(p, r, 1.0);
        return (float) (p * powerOfTwo(shifted));
    }

    /**
     * 2 to the power n, exactly, without a conversion to integer (which narrow vector units lack): the low bits of n +
     * {@link #ROUNDER} are n in two's complement.
     *
     * @param shifted n + ROUNDER for an integer n from -1022 to 1023
     */
    static double powerOfTwo(double shifted) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023L) << 52);
    }
}
