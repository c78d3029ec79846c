package dev.tenon.backend.cpu.kernels.copy;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import jdk.incubator.vector.VectorSpecies;

/** Copies and transposes small matrices whose rows are contiguous in the source; source and result must not overlap. */
public interface CopyKernels {
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

    /** The scalar twin. */
    static CopyKernels scalar() {
        return new ScalarCopy();
    }

    /** The vector twin, for one vector width. */
    static CopyKernels vector(VectorSpecies<Float> species) {
        return Specialization.of(VectorCopy.class, CopyKernels.class, species);
    }

    /** The scalar twin until the JVM has compiled the vector twin. */
    static CopyKernels switching(CopyKernels vector) {
        return new SwitchingCopy(vector);
    }
}
