package dev.tenon.backend.cpu.steps;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A convolution's window along one axis of the images.
 *
 * @param pixels pixels of an image along the axis
 * @param results places of the window
 * @param taps taps of the window along the axis
 * @param dilation distance of neighbouring taps
 * @param stride distance of neighbouring places
 * @param pad zeros before the first pixel
 */
record WindowAxis(int pixels, int results, int taps, int dilation, int stride, int pad) {
    /** In place of a result: there is none. */
    private static final int NEVER = Integer.MIN_VALUE;

    /** The convolution's results. */
    AxisTaps axis() {
        return new AxisTaps(
                IntStream.range(0, results).map(result -> result * stride).toArray(),
                IntStream.range(0, taps).toArray(),
                IntStream.range(0, taps).map(tap -> tap * dilation).toArray(),
                pad,
                pad + pixels);
    }

    /**
     * The result that a pixel meets under a tap of the turned kernel, whether or not it exists: tap t of a turned kernel meets
     * pixel p at {@code (p + t * dilation - reach + pad) / stride} if that is whole.
     */
    private int meeting(int pixel, int tap) {
        int at = pixel + tap * dilation - (taps - 1) * dilation + pad;
        return Math.floorMod(at, stride) == 0 ? Math.floorDiv(at, stride) : NEVER;
    }

    /** The results that pixels need, first and last. */
    int[] reach() {
        int low = 0;
        int high = results - 1;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int tap = 0; tap < taps; tap++) {
                int at = meeting(pixel, tap);
                if (at != NEVER) {
                    low = Math.min(low, at);
                    high = Math.max(high, at);
                }
            }
        }
        return new int[] {low, high};
    }

    /** How many remainders pixels leave by the stride: those of each meet the same taps. */
    int phases() {
        return Math.min(stride, pixels);
    }

    /**
     * The input gradient's results: pixels that leave a remainder by the stride.
     *
     * @param phase the remainder
     * @param padding zeros before the first of the gradients that they sum
     */
    AxisTaps gradientAxis(int phase, int padding) {
        int[] met = IntStream.range(0, taps)
                .filter(tap -> meeting(phase, tap) != NEVER)
                .toArray();
        return new AxisTaps(
                IntStream.range(0, (pixels - phase + stride - 1) / stride).toArray(),
                met,
                Arrays.stream(met).map(tap -> padding + meeting(phase, tap)).toArray(),
                padding,
                padding + results);
    }
}
