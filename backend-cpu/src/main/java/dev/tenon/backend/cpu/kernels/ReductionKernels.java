package dev.tenon.backend.cpu.kernels;

/** Sums and maxima by the two rules of the numeric contract. */
public interface ReductionKernels {
    /**
     * The sum of up to 4096 contiguous terms by the lanes rule.
     *
     * @param lanes 16 floats to work in
     */
    float sumBlock(float[] x, int xi, int count, float[] lanes);

    /**
     * The maximum of 1 to 4096 contiguous terms in the order of the lanes rule.
     *
     * @param lanes 16 floats to work in
     */
    float maxBlock(float[] x, int xi, int count, float[] lanes);

    /** {@code r[j] = sum over t < terms of x[t * stride + j]} for {@code j < width}, by the sequence rule. */
    void sumSequence(float[] x, int xi, int stride, int terms, int width, float[] r, int ri);

    /** {@code r[j] = max over t < terms of x[t * stride + j]} for {@code j < width}, in the order of the sequence rule. */
    void maxSequence(float[] x, int xi, int stride, int terms, int width, float[] r, int ri);

    /**
     * Whether contiguous floats are all finite.
     *
     * @param lanes 16 floats to work in
     */
    boolean finite(float[] x, int xi, int count, float[] lanes);
}
