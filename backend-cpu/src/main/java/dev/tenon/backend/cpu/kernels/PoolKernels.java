package dev.tenon.backend.cpu.kernels;

/**
 * Pooling of one image, channel by channel. Gradients visit the windows from the last to the first: the terms of a pixel
 * then come in ascending order of taps, as the contract has them, for a pixel is a lower tap of a later window.
 */
public interface PoolKernels {
    /** The largest tap of each window; the first of equals. */
    void max(PoolShape shape, float[] x, int xi, float[] y, int yi);

    /** Each window's gradient g at the first of its taps that equals its result y; all pixels of dx are written. */
    void maxGradient(PoolShape shape, float[] x, int xi, float[] y, int yi, float[] g, int gi, float[] dx, int di);

    /**
     * The mean of each window's taps that lie in the image.
     *
     * @param counts how many they are, by window
     */
    void average(PoolShape shape, float[] counts, float[] x, int xi, float[] y, int yi);

    /** Each window's gradient, divided by its count, at each of its taps; all pixels of dx are written. */
    void averageGradient(PoolShape shape, float[] counts, float[] g, int gi, float[] dx, int di);
}
