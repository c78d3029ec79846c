package dev.tenon.backend.cpu.kernels.elementwise;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.backend.cpu.kernels.jit.Specialization;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementwise ops over runs of {@code count} floats. The result's run may be one of the operands' runs, because each
 * element is read before it is written; otherwise it must not overlap one.
 */
public interface ElementwiseKernels {
    /** {@code r[i] = kind(x[i])}. */
    void unary(Unary.Kind kind, float[] x, int xi, float[] r, int ri, int count);

    /** {@code r[i] = kind(x[i], y[i])}. */
    void binary(Binary.Kind kind, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count);

    /** {@code r[i] = fma(x[i], y[i], z[i])}. */
    void fma(float[] x, int xi, float[] y, int yi, float[] z, int zi, float[] r, int ri, int count);

    /** {@code r[i] = condition[i] != 0 ? x[i] : y[i]}. */
    void select(float[] condition, int ci, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count);

    /** {@code r[i] = a[i] < b[i] ? x[i] : y[i]}. */
    void selectLess(
            float[] a, int ai, float[] b, int bi, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count);

    /** The scalar twin. */
    static ElementwiseKernels scalar() {
        return new ScalarElementwise();
    }

    /** The vector twin, for one vector width. */
    static ElementwiseKernels vector(VectorSpecies<Float> species) {
        return Specialization.of(VectorElementwise.class, ElementwiseKernels.class, species);
    }

    /** The scalar twin until the JVM has compiled the vector twin. */
    static ElementwiseKernels switching(ElementwiseKernels vector) {
        return new SwitchingElementwise(vector);
    }
}
