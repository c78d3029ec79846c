package dev.tenon.backend.opencl.certify;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.numerics.Chain;
import dev.tenon.api.numerics.Elementwise;
import dev.tenon.api.numerics.Sums;

/** Convolutions and pooling under 3x3 windows with a border, in plain loops over {@link Chain} and {@link Elementwise}. */
final class WindowProbe {
    private static final int IMAGES = 9;
    private static final int SIDE = 6;
    private static final int CHANNELS = 5;

    /** Few enough that all products, the matrix product's too, are one kernel to a processor. */
    private static final int FILTERS = 7;

    private static final int TAPS = 9;
    private static final int POSITIONS = SIDE * SIDE;

    /** Images that share a chunk of 256 positions. */
    private static final int SHARED = 256 / POSITIONS;

    private static final Window WINDOW = Window.of(3, 3).pad(1, 1, 1, 1);

    private WindowProbe() {}

    /** Element of images whose border is a given number. */
    private static float at(float[] x, int channels, int image, int row, int column, int channel, float border) {
        boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
        return inside ? x[((image * SIDE + row) * SIDE + column) * channels + channel] : border;
    }

    static Probe make() {
        Probe probe = new Probe("windows");
        float[] x = probe.wild(IMAGES * POSITIONS * CHANNELS);
        float[] w = probe.wild(TAPS * CHANNELS * FILTERS);
        float[] g = probe.wild(IMAGES * POSITIONS * FILTERS);
        Value images = probe.leaf(x, IMAGES, SIDE, SIDE, CHANNELS);
        Value kernels = probe.leaf(w, 3, 3, CHANNELS, FILTERS);
        Value gradient = probe.leaf(g, IMAGES, SIDE, SIDE, FILTERS);
        probe.check("unfold", Ops.unfold(images, WINDOW), patches(x, CHANNELS));
        probe.check("conv2d", Ops.conv2d(images, kernels, WINDOW, 1), forward(x, w));
        probe.check(
                "conv2d-input-gradient",
                Value.of(new Composite.Conv2dInputGradient(WINDOW, 1, SIDE, SIDE), gradient, kernels),
                inputGradient(g, w));
        probe.check(
                "conv2d-weight-gradient",
                Value.of(new Composite.Conv2dWeightGradient(WINDOW, 1), images, gradient),
                weightGradient(x, g));
        pooling(probe);
        return probe;
    }

    private static float[] patches(float[] x, int channels) {
        float[] patches = new float[IMAGES * POSITIONS * TAPS * channels];
        for (int i = 0; i < patches.length; i++) {
            int tap = i / channels % TAPS;
            int place = i / channels / TAPS;
            int row = place / SIDE % SIDE + tap / 3 - 1;
            int column = place % SIDE + tap % 3 - 1;
            patches[i] = at(x, channels, place / POSITIONS, row, column, i % channels, 0f);
        }
        return patches;
    }

    private static float[] forward(float[] x, float[] w) {
        float[] patches = patches(x, CHANNELS);
        int depth = TAPS * CHANNELS;
        float[] y = new float[IMAGES * POSITIONS * FILTERS];
        for (int i = 0; i < y.length; i++) {
            y[i] = Chain.dot(patches, i / FILTERS * depth, 1, w, i % FILTERS, FILTERS, depth);
        }
        return y;
    }

    private static float[] inputGradient(float[] g, float[] w) {
        float[] patches = patches(g, FILTERS);
        int depth = TAPS * FILTERS;
        float[] turned = new float[depth * CHANNELS];
        for (int i = 0; i < turned.length; i++) {
            int channel = i % CHANNELS;
            int filter = i / CHANNELS % FILTERS;
            int tap = TAPS - 1 - i / CHANNELS / FILTERS;
            turned[i] = w[(tap * CHANNELS + channel) * FILTERS + filter];
        }
        float[] dx = new float[IMAGES * POSITIONS * CHANNELS];
        for (int i = 0; i < dx.length; i++) {
            dx[i] = Chain.dot(patches, i / CHANNELS * depth, 1, turned, i % CHANNELS, CHANNELS, depth);
        }
        return dx;
    }

    private static float[] weightGradient(float[] x, float[] g) {
        float[] patches = patches(x, CHANNELS);
        int depth = TAPS * CHANNELS;
        int pieces = Math.ceilDiv(IMAGES, SHARED);
        float[] dw = new float[depth * FILTERS];
        float[] sums = new float[pieces];
        for (int i = 0; i < dw.length; i++) {
            for (int piece = 0; piece < pieces; piece++) {
                int first = piece * SHARED * POSITIONS;
                int count = Math.min(SHARED * POSITIONS, IMAGES * POSITIONS - first);
                sums[piece] = Chain.dot(
                        patches, first * depth + i / FILTERS, depth, g, first * FILTERS + i % FILTERS, FILTERS, count);
            }
            dw[i] = Sums.sequence(sums, 0, 1, pieces);
        }
        return dw;
    }

    private static void pooling(Probe probe) {
        float[] x = probe.ties(IMAGES * POSITIONS * CHANNELS);
        float[] g = probe.wild(x.length);
        float[] max = new float[x.length];
        float[] mean = new float[x.length];
        float[] maxGradient = new float[x.length];
        float[] meanGradient = new float[x.length];
        float[] fold = new float[x.length];
        float[] patches = probe.wild(x.length * TAPS);
        for (int i = 0; i < x.length; i++) {
            pool(x, max, mean, i);
        }
        for (int i = 0; i < x.length; i++) {
            // Windows from the last to the first, so that taps ascend.
            for (int tap = 0; tap < TAPS; tap++) {
                int place = i / CHANNELS;
                int row = place / SIDE % SIDE + 1 - tap / 3;
                int column = place % SIDE + 1 - tap % 3;
                if (row < 0 || row >= SIDE || column < 0 || column >= SIDE) {
                    continue;
                }
                int from = (place / POSITIONS * POSITIONS + row * SIDE + column) * CHANNELS + i % CHANNELS;
                boolean wins = winner(x, max, from) == tap;
                maxGradient[i] = maxGradient[i] + (wins ? g[from] : 0f);
                meanGradient[i] = meanGradient[i] + g[from] / count(row, column);
                fold[i] = fold[i] + patches[(from / CHANNELS * TAPS + tap) * CHANNELS + i % CHANNELS];
            }
        }
        Value images = probe.leaf(x, IMAGES, SIDE, SIDE, CHANNELS);
        Value gradient = probe.leaf(g, IMAGES, SIDE, SIDE, CHANNELS);
        Value largest = Ops.maxPool(images, WINDOW);
        probe.check("max-pool", largest, max);
        probe.check(
                "max-pool-gradient",
                Value.of(new Composite.MaxPoolGradient(WINDOW), images, largest, gradient),
                maxGradient);
        probe.check("average-pool", Ops.averagePool(images, WINDOW), mean);
        probe.check(
                "average-pool-gradient",
                Value.of(new Composite.AveragePoolGradient(WINDOW, SIDE, SIDE), gradient),
                meanGradient);
        Value given = probe.leaf(patches, IMAGES, SIDE, SIDE, TAPS * CHANNELS);
        probe.check("fold", Ops.fold(given, WINDOW, SIDE, SIDE), fold);
    }

    private static void pool(float[] x, float[] max, float[] mean, int i) {
        int place = i / CHANNELS;
        int row = place / SIDE % SIDE;
        int column = place % SIDE;
        float best = Float.NEGATIVE_INFINITY;
        float sum = 0f;
        for (int tap = 0; tap < TAPS; tap++) {
            float value = tap(x, i, tap, Float.NEGATIVE_INFINITY);
            best = tap == 0 ? value : Elementwise.max(value, best);
            sum = sum + tap(x, i, tap, 0f);
        }
        max[i] = best;
        mean[i] = sum / count(row, column);
    }

    private static float tap(float[] x, int i, int tap, float border) {
        int place = i / CHANNELS;
        int row = place / SIDE % SIDE + tap / 3 - 1;
        int column = place % SIDE + tap % 3 - 1;
        return at(x, CHANNELS, place / POSITIONS, row, column, i % CHANNELS, border);
    }

    /** The first tap of a window that equals its result. */
    private static int winner(float[] x, float[] max, int window) {
        int tap = 0;
        while (tap(x, window, tap, Float.NEGATIVE_INFINITY) != max[window]) {
            tap++;
        }
        return tap;
    }

    private static float count(int row, int column) {
        int down = row == 0 || row == SIDE - 1 ? 2 : 3;
        int across = column == 0 || column == SIDE - 1 ? 2 : 3;
        return down * across;
    }
}
