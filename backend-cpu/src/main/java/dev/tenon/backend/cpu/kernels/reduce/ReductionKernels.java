package dev.tenon.backend.cpu.kernels.reduce;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import jdk.incubator.vector.VectorSpecies;

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

    /** The scalar twin. */
    static ReductionKernels scalar() {
        return new ScalarReductions();
    }

    /** The vector twin, for one vector width. */
    static ReductionKernels vector(VectorSpecies<Float> species) {
        return Specialization.of(VectorReductions.class, ReductionKernels.class, species);
    }

    /** The scalar twin until the JVM has compiled the vector twin. */
    static ReductionKernels switching(ReductionKernels vector) {
        return new SwitchingReductions(vector);
    }
}
