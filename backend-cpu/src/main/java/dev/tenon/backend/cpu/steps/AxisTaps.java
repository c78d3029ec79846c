package dev.tenon.backend.cpu.steps;

import dev.tenon.api.lowering.WindowAxis;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The rows or the columns of a convolution's results, and which taps of each lie within the image.
 *
 * @param starts for each result where in the padded image its window begins, ascending
 * @param taps the taps that have terms, ascending
 * @param shifts for each of these how far from the window's begin it is, ascending
 * @param low where in the padded image the image begins
 * @param high where it ends
 */
record AxisTaps(int[] starts, int[] taps, int[] shifts, int low, int high) {

    /** The results of a convolution. */
    static AxisTaps of(WindowAxis axis) {
        return new AxisTaps(
                IntStream.range(0, axis.results())
                        .map(result -> result * axis.stride())
                        .toArray(),
                IntStream.range(0, axis.taps()).toArray(),
                IntStream.range(0, axis.taps())
                        .map(tap -> tap * axis.dilation())
                        .toArray(),
                axis.pad(),
                axis.pad() + axis.pixels());
    }

    /**
     * The input gradient's results: pixels that leave a remainder by the stride.
     *
     * @param phase the remainder
     * @param padding zeros before the first of the gradients that they sum
     */
    static AxisTaps ofGradient(WindowAxis axis, int phase, int padding) {
        int[] met = IntStream.range(0, axis.taps())
                .filter(tap -> axis.meeting(phase, tap).isPresent())
                .toArray();
        return new AxisTaps(
                IntStream.range(0, axis.pixels(phase)).toArray(),
                met,
                Arrays.stream(met)
                        .mapToObj(tap -> axis.meeting(phase, tap))
                        .mapToInt(OptionalInt::getAsInt)
                        .map(result -> padding + result)
                        .toArray(),
                padding,
                padding + axis.results());
    }

    /** The same with zeros around the image taken for a part of it. */
    AxisTaps boundless() {
        return new AxisTaps(starts, taps, shifts, 0, Integer.MAX_VALUE);
    }

    /** The number of results. */
    int results() {
        return starts.length;
    }

    /** The first of a result's taps that does not lie before the image, as an index into {@link #taps}. */
    int first(int result) {
        return below(low - starts[result], shifts);
    }

    /** Of its taps the first that lies behind the image. */
    int end(int result) {
        return below(high - starts[result], shifts);
    }

    /** The first result of which a tap does not lie before the image. */
    int firstResult(int tap) {
        return below(low - shifts[tap], starts);
    }

    /** The first of which it lies behind the image. */
    int endResult(int tap) {
        return below(high - shifts[tap], starts);
    }

    /** How many of some ascending places lie before a limit. */
    private static int below(int limit, int[] places) {
        int count = 0;
        while (count < places.length && places[count] < limit) {
            count++;
        }
        return count;
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
