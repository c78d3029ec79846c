package dev.tenon.backend.cpu.kernels.elementwise;

/** Correctly rounded functions over runs of whole vectors. The result's run may be the operand's. */
interface TranscendentalKernels {
    /** {@code r[i] = exp(x[i])}; count is a multiple of the vector's length. */
    void exp(float[] x, int xi, float[] r, int ri, int count);

    /** {@code r[i] = log(x[i])}; count is a multiple of the vector's length. */
    void log(float[] x, int xi, float[] r, int ri, int count);

    /** {@code r[i] = tanh(x[i])}; count is a multiple of the vector's length. */
    void tanh(float[] x, int xi, float[] r, int ri, int count);
}
