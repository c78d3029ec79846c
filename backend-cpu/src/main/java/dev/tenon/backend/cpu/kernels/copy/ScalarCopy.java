package dev.tenon.backend.cpu.kernels.copy;

/** The scalar twin of {@link VectorCopy}. */
final class ScalarCopy implements CopyKernels {
    /** Rows that are transposed at a time, so that the cache lines of a block are used whole before they are evicted. */
    private static final int BLOCK = 32;

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
        for (int m = 0; m < count; m++) {
            int from = xi + m * xNext;
            int to = ri + m * rNext;
            for (int i = 0; i < rows; i++) {
                System.arraycopy(x, from + i * xStep, r, to + i * rStep, width);
            }
        }
    }

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
        for (int m = 0; m < count; m++) {
            transposed(x, xi + m * xNext, xStep, r, ri + m * rNext, rStep, rows, width);
        }
    }

    private static void transposed(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows, int width) {
        if (width == 1 && xStep == 1) {
            System.arraycopy(x, xi, r, ri, rows);
            return;
        }
        for (int block = 0; block < rows; block += BLOCK) {
            int count = Math.min(BLOCK, rows - block);
            int from = xi + block * xStep;
            int to = ri + block;
            int j = 0;
            for (; j + 4 <= width; j += 4) {
                four(x, from + j, xStep, r, to + j * rStep, rStep, count);
            }
            for (; j < width; j++) {
                for (int i = 0; i < count; i++) {
                    r[to + j * rStep + i] = x[from + j + i * xStep];
                }
            }
        }
    }

    /** Four columns at a time, whose loads share what is to be computed of their places. */
    private static void four(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int count) {
        int r1 = ri + rStep;
        int r2 = r1 + rStep;
        int r3 = r2 + rStep;
        for (int i = 0; i < count; i++) {
            int at = xi + i * xStep;
            float x0 = x[at];
            float x1 = x[at + 1];
            float x2 = x[at + 2];
            float x3 = x[at + 3];
            r[ri + i] = x0;
            r[r1 + i] = x1;
            r[r2 + i] = x2;
            r[r3 + i] = x3;
        }
    }
}
