package dev.tenon.backend.cpu.kernels.depthwise;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import jdk.incubator.vector.VectorSpecies;

/**
 * Depthwise convolutions: each channel has its own kernel and result, so adjacent channels form the vectors.
 *
 * <p>Taps are given as the {@linkplain dev.tenon.backend.cpu.kernels.tile.TermChunks segments} of one chunk, of one
 * term each: a shift in the images and the number of the tap, and so in threes.
 */
public interface DepthwiseKernels {
    /** Rows that are best computed at a time. */
    int ROWS = 8;

    /**
     * Results of pixels. For each row and each channel c, {@code s = +0; for each tap: s = fma(a[aBase + rowA[row] +
     * shift + c], w[wBase + tap * wStep + c], s)}, and the result is {@code 0 + s}, finished as a {@link
     * dev.tenon.backend.cpu.kernels.tile.Tile} does.
     *
     * @param a the images' array
     * @param aBase added to every index into a
     * @param rowA for each row its offset in a
     * @param from the first row
     * @param to after the last
     * @param taps a chunk's segments
     * @param w the kernels' array
     * @param wBase index of tap 0 of the first channel
     * @param wStep distance of neighbouring taps
     * @param channels how many
     * @param c the result's array
     * @param cBase added to every index into c
     * @param rowC for each row its offset in c
     * @param mode {@link dev.tenon.backend.cpu.kernels.tile.Tile#BIAS} and {@link dev.tenon.backend.cpu.kernels.tile.Tile#RELU}
     * @param bias the biases' array; read only with {@link dev.tenon.backend.cpu.kernels.tile.Tile#BIAS}
     * @param biasBase index of the first channel's bias
     */
    void rows(
            float[] a,
            int aBase,
            int[] rowA,
            int from,
            int to,
            int[] taps,
            float[] w,
            int wBase,
            int wStep,
            int channels,
            float[] c,
            int cBase,
            int[] rowC,
            int mode,
            float[] bias,
            int biasBase);

    /**
     * Sums over pixels. For each tap t and each channel c, {@code s = +0; for each position p: s = fma(x[xBase + positions[p] +
     * shift + c], g[gBase + p * channels + c], s)}, and {@code sums[sumsBase + t * channels + c]} is s.
     *
     * @param x the images' array
     * @param xBase added to every index into x
     * @param positions for each position the offset in x of its first tap
     * @param from the first position
     * @param to after the last
     * @param taps segments, at least one
     * @param g the gradients' array
     * @param gBase index of the gradient of position 0
     * @param channels how many
     * @param sums takes the result
     * @param sumsBase index of the first
     */
    void sums(
            float[] x,
            int xBase,
            int[] positions,
            int from,
            int to,
            int[] taps,
            float[] g,
            int gBase,
            int channels,
            float[] sums,
            int sumsBase);

    /** The scalar twin. */
    static DepthwiseKernels scalar() {
        return new ScalarDepthwise();
    }

    /** The vector twin, for one vector width. */
    static DepthwiseKernels vector(VectorSpecies<Float> species) {
        return Specialization.of(VectorDepthwise.class, DepthwiseKernels.class, species);
    }

    /** The scalar twin until the JVM has compiled the vector twin. */
    static DepthwiseKernels switching(DepthwiseKernels vector) {
        return new SwitchingDepthwise(vector);
    }
}
