package dev.tenon.backend.cpu.kernels.pool;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pooling of one image, channel by channel. Gradients visit the windows from the last to the first: the terms of a pixel
 * then come in ascending order of taps, as the contract has them, for a pixel is a lower tap of a later window.
 *
 * <p>The <i>position</i> of a window is the number of the tap that gets its gradient, row by row from 0, or {@link
 * #NOWHERE}. It is a float like all that tensors hold.
 */
public interface PoolKernels {
    /** The position of a window whose gradient no tap gets. */
    float NOWHERE = -1f;

    /** The largest tap of each window; the first of equals. */
    void max(PoolShape shape, float[] x, int xi, float[] y, int yi);

    /**
     * The largest tap of each window, and its position; nowhere, if it is in the padding, not a number or less than a limit.
     *
     * @param least the limit
     */
    void maxAndPositions(PoolShape shape, float least, float[] x, int xi, float[] y, int yi, float[] positions, int pi);

    /** The position of each window whose result y is given: the first of its taps that equals it. */
    void positions(PoolShape shape, float[] x, int xi, float[] y, int yi, float[] positions, int pi);

    /**
     * Each window's gradient g at its position; all pixels of dx are written.
     *
     * @param taps the {@linkplain PoolShape#taps distances} of a window's taps
     */
    void maxGradient(PoolShape shape, int[] taps, float[] positions, int pi, float[] g, int gi, float[] dx, int di);

    /**
     * The mean of each window's taps that lie in the image.
     *
     * @param counts how many they are, by window
     */
    void average(PoolShape shape, float[] counts, float[] x, int xi, float[] y, int yi);

    /** Each window's gradient, divided by its count, at each of its taps; all pixels of dx are written. */
    void averageGradient(PoolShape shape, float[] counts, float[] g, int gi, float[] dx, int di);

    /** The scalar twin. */
    static PoolKernels scalar() {
        return new ScalarPool();
    }

    /** The vector twin, for one vector width. */
    static PoolKernels vector(VectorSpecies<Float> species) {
        return Specialization.of(VectorPool.class, PoolKernels.class, species);
    }

    /** The scalar twin until the JVM has compiled the vector twin. */
    static PoolKernels switching(PoolKernels vector) {
        return new SwitchingPool(vector);
    }
}
