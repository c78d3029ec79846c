package dev.tenon.backend.cpu.kernels.depthwise;

import dev.tenon.backend.cpu.kernels.jit.WarmupSwitch;
import dev.tenon.backend.cpu.kernels.tile.Tile;

/** Vector kernels of depthwise convolutions, each with a {@link WarmupSwitch}. */
final class SwitchingDepthwise implements DepthwiseKernels {
    private static final int CHANNELS = 16;
    private static final int PIXELS = 20;
    private static final int TAPS = 20;
    private static final int TIMED = 8;
    private static final long BUDGET_NANOS = 2000;

    /** So many taps that a kernel has them twice over. */
    private static final int[] MANY = taps(TAPS);

    private static final int[] FEW = taps(9);

    private final DepthwiseKernels vector;
    private final DepthwiseKernels scalar = new ScalarDepthwise();
    private final WarmupSwitch rows;
    private final WarmupSwitch sums;

    SwitchingDepthwise(DepthwiseKernels vector) {
        this.vector = vector;
        float[] a = new float[(PIXELS + TAPS) * CHANNELS];
        float[] b = new float[TAPS * CHANNELS];
        float[] c = new float[(PIXELS + TAPS) * CHANNELS];
        int[] offsets = new int[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            offsets[i] = i * CHANNELS;
        }
        rows = new WarmupSwitch(
                turn -> vector.rows(
                        a,
                        0,
                        offsets,
                        0,
                        PIXELS,
                        MANY,
                        b,
                        0,
                        CHANNELS,
                        CHANNELS,
                        c,
                        0,
                        offsets,
                        turn % 4 * Tile.BIAS,
                        b,
                        0),
                () -> vector.rows(a, 0, offsets, 0, TIMED, FEW, b, 0, CHANNELS, CHANNELS, c, 0, offsets, 0, b, 0),
                BUDGET_NANOS);
        sums = new WarmupSwitch(
                turn -> vector.sums(a, 0, offsets, 0, PIXELS, MANY, a, 0, CHANNELS, c, 0),
                () -> vector.sums(a, 0, offsets, 0, TIMED, FEW, a, 0, CHANNELS, c, 0),
                BUDGET_NANOS);
    }

    private static int[] taps(int count) {
        int[] taps = new int[3 * count];
        for (int t = 0; t < count; t++) {
            taps[3 * t] = t * CHANNELS;
            taps[3 * t + 1] = t;
            taps[3 * t + 2] = 1;
        }
        return taps;
    }

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
        chosen(rows)
                .rows(a, aBase, rowA, from, to, taps, w, wBase, wStep, channels, c, cBase, rowC, mode, bias, biasBase);
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
        chosen(this.sums).sums(x, xBase, positions, from, to, taps, g, gBase, channels, sums, sumsBase);
    }

    private DepthwiseKernels chosen(WarmupSwitch warmup) {
        return warmup.ready() ? vector : scalar;
    }
}
