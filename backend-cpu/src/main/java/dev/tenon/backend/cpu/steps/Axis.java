package dev.tenon.backend.cpu.steps;

import java.util.stream.IntStream;

/**
 * Rows of a convolution's results, or its columns, and which taps of each lie in the image.
 *
 * @param starts for each result where in the bordered image its window begins
 * @param taps the taps that have terms, ascending
 * @param shifts for each of these how far from the window's begin it is, ascending
 * @param low where in the bordered image the image begins
 * @param high where it ends
 */
record Axis(int[] starts, int[] taps, int[] shifts, int low, int high) {
    /** The axis of a convolution. */
    static Axis of(int results, int stride, int taps, int dilation, int pad, int extent) {
        return new Axis(
                IntStream.range(0, results).map(result -> result * stride).toArray(),
                IntStream.range(0, taps).toArray(),
                IntStream.range(0, taps).map(tap -> tap * dilation).toArray(),
                pad,
                pad + extent);
    }

    /** The same with zeros around the image taken for a part of it. */
    Axis boundless() {
        return new Axis(starts, taps, shifts, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** The number of results. */
    int results() {
        return starts.length;
    }

    /** The first of a result's taps that does not lie before the image, as an index into {@link #taps}. */
    int first(int result) {
        int tap = 0;
        while (tap < taps.length && starts[result] + shifts[tap] < low) {
            tap++;
        }
        return tap;
    }

    /** Of its taps the first that lies behind the image. */
    int end(int result) {
        int tap = first(result);
        while (tap < taps.length && starts[result] + shifts[tap] < high) {
            tap++;
        }
        return tap;
    }

    /** The first result of which a tap lies in the image or behind it. */
    int firstResult(int tap) {
        int result = 0;
        while (result < starts.length && starts[result] + shifts[tap] < low) {
            result++;
        }
        return result;
    }

    /** From that on the first of which it lies behind the image. */
    int endResult(int tap) {
        int result = firstResult(tap);
        while (result < starts.length && starts[result] + shifts[tap] < high) {
            result++;
        }
        return result;
    }

    /** After the last of the results, from one on, of which the same taps lie in the image. */
    int alike(int from) {
        int to = from + 1;
        while (to < starts.length && first(to) == first(from) && end(to) == end(from)) {
            to++;
        }
        return to;
    }

    /** Whether all taps of all results lie in the image. */
    boolean inside() {
        return IntStream.range(0, starts.length).allMatch(i -> first(i) == 0 && end(i) == taps.length);
    }
}
