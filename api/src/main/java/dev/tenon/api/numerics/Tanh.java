package dev.tenon.api.numerics;

/**
 * The hyperbolic tangent as a correctly rounded float.
 *
 * <p>In double and without a branch: {@code e = exp(2x) - 1}, then {@code e / (e + 2)}. With {@code 2x = n ln 2 + r} reduced
 * as in {@link Exp}, {@code q = exp(r) - 1} by its Taylor polynomial of degree 13 keeps full precision near zero, and
 * {@code e = 2^n q + (2^n - 1)}. That the one rounding to float at the end is right was shown by trying every float; the
 * nightly test repeats it.
 */
public final class Tanh {
    /** Beyond this in size the result is -1 or 1 (from 9.011 on, in fact). */
    public static final double LIMIT = 10.0;

    /** 1 / 13!; the coefficients of lower degree are those of {@link Exp}. */
    public static final double C13 = 1.0 / 6_227_020_800.0;

    private Tanh() {}

    /**
     * tanh x, correctly rounded to float (round to nearest, ties to even).
     *
     * @param x any float
     * @return the rounded value, from -1 to 1; NaN for NaN, a zero for the same zero
     */
    public static float tanh(float x) {
        // Comparisons with NaN are false, so that NaN takes neither clamp and passes through the polynomial.
        double wide = x;
        double clamped = wide > LIMIT ? LIMIT : wide;
        clamped = clamped < -LIMIT ? -LIMIT : clamped;
        double twice = clamped + clamped;

        double shifted = twice * Exp.INVERSE_LN2 + Exp.ROUNDER;
        double n = shifted - Exp.ROUNDER;
        double r = Math.fma(-n, Exp.LN2_LOW, Math.fma(-n, Exp.LN2_HIGH, twice));

        double p = Math.fma(C13, r, Exp.C12);
        p = Math.fma(p, r, Exp.C11);
        p = Math.fma(p, r, Exp.C10);
        p = Math.fma(p, r, Exp.C9);
        p = Math.fma(p, r, Exp.C8);
        p = Math.fma(p, r, Exp.C7);
        p = Math.fma(p, r, Exp.C6);
        p = Math.fma(p, r, Exp.C5);
        p = Math.fma(p, r, Exp.C4);
        p = Math.fma(p, r, Exp.C3);
        p = Math.fma(p, r, Exp.C2);
        double q = Math.fma(p * r, r, r);

        double scale = Exp.powerOfTwo(shifted);
        double e = Math.fma(q, scale, scale - 1.0);
        float result = (float) (e / (e + 2.0));
        // The sum above turns -0 into +0.
        return x == 0f ? x : result;
    }
}
