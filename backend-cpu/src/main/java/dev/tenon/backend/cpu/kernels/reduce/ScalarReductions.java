package dev.tenon.backend.cpu.kernels.reduce;

import dev.tenon.api.numerics.Contract;

/** The scalar twin of {@link VectorReductions}; also what the vectors leave over. */
final class ScalarReductions implements ReductionKernels {
    private static final int LANES = Contract.LANES;
    private static final int GROUP = Contract.GROUP;

    @Override
    public float sumBlock(float[] x, int xi, int count, float[] lanes) {
        for (int j = 0; j < LANES; j++) {
            lanes[j] = 0f;
        }
        return sumRest(x, xi, 0, count, lanes);
    }

    @Override
    public float maxBlock(float[] x, int xi, int count, float[] lanes) {
        int filled = Math.min(LANES, count);
        System.arraycopy(x, xi, lanes, 0, filled);
        return maxRest(x, xi, filled, count, lanes);
    }

    @Override
    public void sumSequence(float[] x, int xi, int stride, int terms, int width, float[] r, int ri) {
        sumColumns(x, xi, stride, terms, 0, width, r, ri);
    }

    @Override
    public void maxSequence(float[] x, int xi, int stride, int terms, int width, float[] r, int ri) {
        maxColumns(x, xi, stride, terms, 0, width, r, ri);
    }

    /** Adds the terms from {@code from}, a multiple of 16, to the lanes and folds them. */
    static float sumRest(float[] x, int xi, int from, int count, float[] lanes) {
        for (int i = from; i < count; i++) {
            lanes[i % LANES] = lanes[i % LANES] + x[xi + i];
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                lanes[j] = lanes[j] + lanes[j + half];
            }
        }
        return lanes[0];
    }

    /** Compares the terms from {@code from} with the lanes and folds those that have terms. */
    static float maxRest(float[] x, int xi, int from, int count, float[] lanes) {
        for (int i = from; i < count; i++) {
            float term = x[xi + i];
            if (term > lanes[i % LANES]) {
                lanes[i % LANES] = term;
            }
        }
        int filled = Math.min(count, LANES);
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int j = 0; j + half < filled; j++) {
                if (lanes[j + half] > lanes[j]) {
                    lanes[j] = lanes[j + half];
                }
            }
            filled = Math.min(filled, half);
        }
        return lanes[0];
    }

    static void sumColumns(float[] x, int xi, int stride, int terms, int from, int to, float[] r, int ri) {
        for (int j = from; j < to; j++) {
            float total = 0f;
            for (int first = 0; first < terms; first += GROUP) {
                int end = Math.min(first + GROUP, terms);
                float group = 0f;
                for (int t = first; t < end; t++) {
                    group = group + x[xi + t * stride + j];
                }
                total = total + group;
            }
            r[ri + j] = total;
        }
    }

    static void maxColumns(float[] x, int xi, int stride, int terms, int from, int to, float[] r, int ri) {
        for (int j = from; j < to; j++) {
            float total = 0f;
            for (int first = 0; first < terms; first += GROUP) {
                int end = Math.min(first + GROUP, terms);
                float group = x[xi + first * stride + j];
                for (int t = first + 1; t < end; t++) {
                    float term = x[xi + t * stride + j];
                    group = term > group ? term : group;
                }
                total = first == 0 || group > total ? group : total;
            }
            r[ri + j] = total;
        }
    }

    @Override
    public boolean finite(float[] x, int xi, int count, float[] lanes) {
        return finiteFrom(0, x, xi, count);
    }

    /** The floats from one on. Their product with 0 is 0 or not a number. */
    static boolean finiteFrom(int first, float[] x, int xi, int count) {
        float zero = 0f;
        for (int i = first; i < count; i++) {
            zero += 0f * x[xi + i];
        }
        return zero == 0f;
    }
}
