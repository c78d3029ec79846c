package dev.tenon.backend.cpu.kernels;

/** Copies of small matrices whose rows are contiguous in the source; what is written is not what is read. */
public interface MoveKernels {
    /** {@code r[i * rStep + j] = x[i * xStep + j]} for {@code i < rows, j < width}. */
    void rows(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows, int width);

    /** {@code r[j * rStep + i] = x[i * xStep + j]} for {@code i < rows, j < width}. */
    void transposed(float[] x, int xi, int xStep, float[] r, int ri, int rStep, int rows, int width);
}
