package dev.tenon.backend.cpu.kernels.depthwise;

import dev.tenon.backend.cpu.kernels.tile.ScalarTile;
import java.util.Arrays;

/** Depthwise convolutions in plain Java: tap by tap over all channels. */
final class ScalarDepthwise implements DepthwiseKernels {
    @Override
    public void rows(
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
            int biasBase) {
        for (int row = from; row < to; row++) {
            int ci = cBase + rowC[row];
            Arrays.fill(c, ci, ci + channels, 0f);
            for (int t = 0; t < taps.length; t += 3) {
                add(a, aBase + rowA[row] + taps[t], w, wBase + taps[t + 1] * wStep, channels, c, ci);
            }
            for (int j = 0; j < channels; j++) {
                c[ci + j] = ScalarTile.finish(c[ci + j], 0f, mode, bias, biasBase + j);
            }
        }
    }

    @Override
    public void sums(
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
            int sumsBase) {
        Arrays.fill(sums, sumsBase, sumsBase + taps.length / 3 * channels, 0f);
        for (int p = from; p < to; p++) {
            for (int t = 0; t < taps.length; t += 3) {
                int xi = xBase + positions[p] + taps[t];
                add(x, xi, g, gBase + p * channels, channels, sums, sumsBase + t / 3 * channels);
            }
        }
    }

    private static void add(float[] x, int xi, float[] y, int yi, int count, float[] r, int ri) {
        for (int j = 0; j < count; j++) {
            r[ri + j] = Math.fma(x[xi + j], y[yi + j], r[ri + j]);
        }
    }
}
