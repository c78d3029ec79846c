package dev.tenon.backend.cpu.kernels;

/** Copies of small matrices whose rows are contiguous in the source; what is written is not what is read. */
public interface MoveKernels {
    /**
     * Copies some matrices, for each of which a call would cost more than the copy:
     * {@code r[m * rNext + i * rStep + j] = x[m * xNext + i * xStep + j]} for {@code m < count, i < rows, j < width}.
     */
    void rows(
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
            int width);

    /** Transposes some matrices: {@code r[m * rNext + j * rStep + i] = x[m * xNext + i * xStep + j]}. */
    void transposed(
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
            int width);
}
