package dev.tenon.backend.cpu.kernels.copy;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies with full vectors. Panels have rows of one or two vectors, for which a call of the library's copy takes longer
 * than the copy.
 */
final class VectorCopy implements CopyKernels {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int L = F.length();
    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
    private static final VectorShuffle<Float> NEIGHBOURS = VectorShuffle.fromValues(FOUR, 1, 0, 3, 2);
    private static final VectorShuffle<Float> HALVES = VectorShuffle.fromValues(FOUR, 2, 3, 0, 1);
    private static final VectorMask<Float> ODD = VectorMask.fromValues(FOUR, false, true, false, true);
    private static final VectorMask<Float> UPPER = VectorMask.fromValues(FOUR, false, false, true, true);

    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorShuffle<Float> NEIGHBOURS8 = VectorShuffle.fromValues(EIGHT, 1, 0, 3, 2, 5, 4, 7, 6);
    private static final VectorShuffle<Float> PAIRS8 = VectorShuffle.fromValues(EIGHT, 2, 3, 0, 1, 6, 7, 4, 5);
    private static final VectorShuffle<Float> HALVES8 = VectorShuffle.fromValues(EIGHT, 4, 5, 6, 7, 0, 1, 2, 3);
    private static final VectorMask<Float> ODD8 = VectorMask.fromLong(EIGHT, 0xAA);
    private static final VectorMask<Float> UPPER_PAIRS8 = VectorMask.fromLong(EIGHT, 0xCC);
    private static final VectorMask<Float> UPPER8 = VectorMask.fromLong(EIGHT, 0xF0);

    /** Rows of a matrix that is transposed, at a time. */
    private static final int SPAN = 64;

    /** For long rows, and for matrices narrower than a block. */
    private static final CopyKernels SCALAR = new ScalarCopy();

    /** Rows longer than this are the library's business. */
    private static final int LONG = 256;

    @Override
    public void rows(
            float[] x,
            int xi,
            int xNext,
            int xStep,
            float[] r,
            int ri,
            int rNext,
            int rStep,
            int count,
            int rows,
            int width) {
        if (width > LONG) {
            SCALAR.rows(x, xi, xNext, xStep, r, ri, rNext, rStep, count, rows, width);
            return;
        }
        for (int m = 0; m < count; m++) {
            int from = xi + m * xNext;
            int to = ri + m * rNext;
            if (width == 2 * L) {
                pairs(x, from, xStep, r, to, rStep, rows);
            } else if (width >= L) {
                // Column by column, for a loop over rows is long; the last column overlaps the one before it.
                for (int j = 0; j < width; j += L) {
                    int column = Math.min(j, width - L);
                    column(x, from + column, xStep, r, to + column, rStep, rows);
                }
            } else if (width >= FOUR.length()) {
                four(x, from, xStep, r, to, rStep, rows, width - FOUR.length());
            } else {
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < width; j++) {
                        r[to + i * rStep + j] = x[from + i * xStep + j];
                    }
                }
            }
        }
    }

    private static void pairs(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows) {
        for (int i = 0; i < rows; i++) {
            FloatVector first = FloatVector.fromArray(F, x, xi + i * xStep);
            FloatVector second = FloatVector.fromArray(F, x, xi + i * xStep + L);
            first.intoArray(r, ri + i * rStep);
            second.intoArray(r, ri + i * rStep + L);
        }
    }

    private static void column(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows) {
        for (int i = 0; i < rows; i++) {
            FloatVector.fromArray(F, x, xi + i * xStep).intoArray(r, ri + i * rStep);
        }
    }

    private static void four(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows, int last) {
        for (int i = 0; i < rows; i++) {
            FloatVector.fromArray(FOUR, x, xi + i * xStep).intoArray(r, ri + i * rStep);
            if (last > 0) {
                FloatVector.fromArray(FOUR, x, xi + i * xStep + last).intoArray(r, ri + i * rStep + last);
            }
        }
    }

    /**
     * Blocks of eight by eight, or four by four; the last ones overlap those before. Within {@link #SPAN} rows what is read stays in the
     * first-level cache.
     */
    @Override
    public void transposed(
            float[] x,
            int xi,
            int xNext,
            int xStep,
            float[] r,
            int ri,
            int rNext,
            int rStep,
            int count,
            int rows,
            int width) {
        if (rows < 4 || width < 4) {
            SCALAR.transposed(x, xi, xNext, xStep, r, ri, rNext, rStep, count, rows, width);
            return;
        }
        for (int m = 0; m < count; m++) {
            transposed(x, xi + m * xNext, xStep, r, ri + m * rNext, rStep, rows, width);
        }
    }

    private static void transposed(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows, int width) {
        if (L >= 8 && rows >= 8 && width >= 8) {
            eights(x, xi, xStep, r, ri, rStep, rows, width);
            return;
        }
        for (int span = 0; span < rows; span += SPAN) {
            int end = Math.min(span + SPAN, rows);
            for (int column = 0; column < width; column += 4) {
                int j = Math.min(column, width - 4);
                for (int row = span; row < end; row += 4) {
                    int i = Math.min(row, rows - 4);
                    block(x, xi + i * xStep + j, xStep, r, ri + j * rStep + i, rStep);
                }
            }
        }
    }

    private static void eights(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows, int width) {
        for (int span = 0; span < rows; span += SPAN) {
            int end = Math.min(span + SPAN, rows);
            for (int column = 0; column < width; column += 8) {
                int j = Math.min(column, width - 8);
                for (int row = span; row < end; row += 8) {
                    int i = Math.min(row, rows - 8);
                    eight(x, xi + i * xStep + j, xStep, r, ri + j * rStep + i, rStep);
                }
            }
        }
    }

    /** Exchanges neighbouring elements, then neighbouring pairs, then halves. */
    private static void eight(float[] x, int xi, int xStep, float[] r, int ri, int rStep) {
        FloatVector x0 = FloatVector.fromArray(EIGHT, x, xi);
        FloatVector x1 = FloatVector.fromArray(EIGHT, x, xi + xStep);
        FloatVector x2 = FloatVector.fromArray(EIGHT, x, xi + 2 * xStep);
        FloatVector x3 = FloatVector.fromArray(EIGHT, x, xi + 3 * xStep);
        FloatVector x4 = FloatVector.fromArray(EIGHT, x, xi + 4 * xStep);
        FloatVector x5 = FloatVector.fromArray(EIGHT, x, xi + 5 * xStep);
        FloatVector x6 = FloatVector.fromArray(EIGHT, x, xi + 6 * xStep);
        FloatVector x7 = FloatVector.fromArray(EIGHT, x, xi + 7 * xStep);
        FloatVector even01 = x0.blend(x1.rearrange(NEIGHBOURS8), ODD8);
        FloatVector odd01 = x0.rearrange(NEIGHBOURS8).blend(x1, ODD8);
        FloatVector even23 = x2.blend(x3.rearrange(NEIGHBOURS8), ODD8);
        FloatVector odd23 = x2.rearrange(NEIGHBOURS8).blend(x3, ODD8);
        FloatVector even45 = x4.blend(x5.rearrange(NEIGHBOURS8), ODD8);
        FloatVector odd45 = x4.rearrange(NEIGHBOURS8).blend(x5, ODD8);
        FloatVector even67 = x6.blend(x7.rearrange(NEIGHBOURS8), ODD8);
        FloatVector odd67 = x6.rearrange(NEIGHBOURS8).blend(x7, ODD8);
        FloatVector first0 = even01.blend(even23.rearrange(PAIRS8), UPPER_PAIRS8);
        FloatVector first2 = even01.rearrange(PAIRS8).blend(even23, UPPER_PAIRS8);
        FloatVector last0 = even45.blend(even67.rearrange(PAIRS8), UPPER_PAIRS8);
        FloatVector last2 = even45.rearrange(PAIRS8).blend(even67, UPPER_PAIRS8);
        first0.blend(last0.rearrange(HALVES8), UPPER8).intoArray(r, ri);
        first2.blend(last2.rearrange(HALVES8), UPPER8).intoArray(r, ri + 2 * rStep);
        first0.rearrange(HALVES8).blend(last0, UPPER8).intoArray(r, ri + 4 * rStep);
        first2.rearrange(HALVES8).blend(last2, UPPER8).intoArray(r, ri + 6 * rStep);
        FloatVector first1 = odd01.blend(odd23.rearrange(PAIRS8), UPPER_PAIRS8);
        FloatVector first3 = odd01.rearrange(PAIRS8).blend(odd23, UPPER_PAIRS8);
        FloatVector last1 = odd45.blend(odd67.rearrange(PAIRS8), UPPER_PAIRS8);
        FloatVector last3 = odd45.rearrange(PAIRS8).blend(odd67, UPPER_PAIRS8);
        first1.blend(last1.rearrange(HALVES8), UPPER8).intoArray(r, ri + rStep);
        first3.blend(last3.rearrange(HALVES8), UPPER8).intoArray(r, ri + 3 * rStep);
        first1.rearrange(HALVES8).blend(last1, UPPER8).intoArray(r, ri + 5 * rStep);
        first3.rearrange(HALVES8).blend(last3, UPPER8).intoArray(r, ri + 7 * rStep);
    }

    /** Exchanges pairs of neighbouring elements, then pairs of pairs. */
    private static void block(float[] x, int xi, int xStep, float[] r, int ri, int rStep) {
        FloatVector x0 = FloatVector.fromArray(FOUR, x, xi);
        FloatVector x1 = FloatVector.fromArray(FOUR, x, xi + xStep);
        FloatVector x2 = FloatVector.fromArray(FOUR, x, xi + 2 * xStep);
        FloatVector x3 = FloatVector.fromArray(FOUR, x, xi + 3 * xStep);
        FloatVector even01 = x0.blend(x1.rearrange(NEIGHBOURS), ODD);
        FloatVector odd01 = x0.rearrange(NEIGHBOURS).blend(x1, ODD);
        FloatVector even23 = x2.blend(x3.rearrange(NEIGHBOURS), ODD);
        FloatVector odd23 = x2.rearrange(NEIGHBOURS).blend(x3, ODD);
        even01.blend(even23.rearrange(HALVES), UPPER).intoArray(r, ri);
        odd01.blend(odd23.rearrange(HALVES), UPPER).intoArray(r, ri + rStep);
        even01.rearrange(HALVES).blend(even23, UPPER).intoArray(r, ri + 2 * rStep);
        odd01.rearrange(HALVES).blend(odd23, UPPER).intoArray(r, ri + 3 * rStep);
    }
}
