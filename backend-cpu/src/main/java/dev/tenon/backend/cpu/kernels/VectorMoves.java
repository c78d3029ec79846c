package dev.tenon.backend.cpu.kernels;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies with full vectors. Rows of one or two vectors, which panels have, would each cost a call to the library's copy that
 * takes longer than the copy.
 */
final class VectorMoves implements MoveKernels {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int L = F.length();
    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

    /** For long rows, and for transposing: in registers that takes as many shuffles as these are loads and stores. */
    private static final MoveKernels SCALAR = new ScalarMoves();

    /** Rows longer than this are the library's business. */
    private static final int LONG = 256;

    @Override
    public void rows(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows, int width) {
        if (width > LONG) {
            SCALAR.rows(x, xi, xStep, r, ri, rStep, rows, width);
            return;
        }
        if (width == 2 * L) {
            for (int i = 0; i < rows; i++) {
                FloatVector first = FloatVector.fromArray(F, x, xi + i * xStep);
                FloatVector second = FloatVector.fromArray(F, x, xi + i * xStep + L);
                first.intoArray(r, ri + i * rStep);
                second.intoArray(r, ri + i * rStep + L);
            }
        } else if (width >= L) {
            // The last vector of a row overlaps the one before it.
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < width - L; j += L) {
                    FloatVector.fromArray(F, x, xi + i * xStep + j).intoArray(r, ri + i * rStep + j);
                }
                FloatVector.fromArray(F, x, xi + i * xStep + width - L).intoArray(r, ri + i * rStep + width - L);
            }
        } else if (width >= FOUR.length()) {
            int last = width - FOUR.length();
            for (int i = 0; i < rows; i++) {
                FloatVector.fromArray(FOUR, x, xi + i * xStep).intoArray(r, ri + i * rStep);
                FloatVector.fromArray(FOUR, x, xi + i * xStep + last).intoArray(r, ri + i * rStep + last);
            }
        } else {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < width; j++) {
                    r[ri + i * rStep + j] = x[xi + i * xStep + j];
                }
            }
        }
    }

    @Override
    public void transposed(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows, int width) {
        SCALAR.transposed(x, xi, xStep, r, ri, rStep, rows, width);
    }
}
