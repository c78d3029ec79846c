package dev.tenon.experiments.report.draw;

import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Interval;
import dev.tenon.experiments.stats.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where numbers lie along a line.
 *
 * @param low the number at the start
 * @param high the number at the end
 * @param logarithmic whether equal ratios, not differences, are equally far apart
 * @param from place of the start
 * @param to place of the end
 * @param ticks numbers to be named
 */
record Axis(double low, double high, boolean logarithmic, double from, double to, List<Double> ticks) {

    /** An axis of round numbers around values; at least one value. */
    static Axis around(double[] values, double from, double to, int most) {
        return around(values, Interval.ALL, from, to, most);
    }

    /** The same of values that cannot lie beyond bounds: nor does the axis. */
    static Axis around(double[] values, Interval bounds, double from, double to, int most) {
        double low = DoubleStream.of(values).min().orElse(0);
        double high = DoubleStream.of(values).max().orElse(1);
        if (low == high) {
            // Towards 0 only: beyond, a metric may have a bound.
            double room = low == 0 ? 1 : StrictMath.abs(low) * 0.1;
            if (low > 0) {
                low -= room;
            } else {
                high += room;
            }
        }
        double step = Ticks.step(low, high, most);
        long first = (long) StrictMath.floor(low / step + 1e-9);
        long last = (long) StrictMath.ceil(high / step - 1e-9);
        List<Double> ticks = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            ticks.add(StrictMath.rint(i * step * 1e9) / 1e9);
        }
        Interval ends = new Interval(ticks.getFirst(), ticks.getLast()).within(bounds);
        if (!(ends.low() < ends.high())) {
            return new Axis(ticks.getFirst(), ticks.getLast(), false, from, to, ticks);
        }
        ticks.removeIf(tick -> !ends.contains(tick));
        return new Axis(ends.low(), ends.high(), false, from, to, ticks);
    }

    /** An axis from 0, or the least value if that is negative, to the largest, with round numbers between. */
    static Axis upTo(double[] values, double from, double to, int most) {
        Axis round = around(
                DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(values)).toArray(), from, to, most);
        double high = DoubleStream.of(values).max().orElse(1);
        List<Double> ticks =
                round.ticks().stream().filter(tick -> tick <= high * (1 + 1e-9)).toList();
        return high > round.low() ? new Axis(round.low(), high, false, from, to, ticks) : round;
    }

    /** A logarithmic axis from the least to the largest of positive values, named at some of them. */
    static Axis ratios(double[] values, double from, double to, int most) {
        double[] distinct = DoubleStream.of(values).sorted().distinct().toArray();
        double low = distinct[0];
        double high = distinct[distinct.length - 1];
        if (low == high) {
            return new Axis(low / 2, high * 2, true, from, to, List.of(low));
        }
        List<Double> ticks = new ArrayList<>();
        double gap = (StrictMath.log(high) - StrictMath.log(low)) / most;
        for (double value : distinct) {
            if (ticks.isEmpty() || StrictMath.log(value / ticks.getLast()) >= gap * 0.999) {
                ticks.add(value);
            }
        }
        return new Axis(low, high, true, from, to, ticks);
    }

    /** A logarithmic axis of powers of ten, and 2 and 5 times them, around positive values. */
    static Axis decades(double[] values, double from, double to) {
        double low = DoubleStream.of(values).min().orElse(1);
        double high = DoubleStream.of(values).max().orElse(10);
        List<Double> ticks = new ArrayList<>();
        for (int e = (int) StrictMath.floor(StrictMath.log10(low)); StrictMath.pow(10, e) <= high; e++) {
            for (int m : high / low > 200 ? new int[] {1} : new int[] {1, 2, 5}) {
                double tick = m * StrictMath.pow(10, e);
                if (tick >= low * 0.999 && tick <= high * 1.001) {
                    ticks.add(tick);
                }
            }
        }
        return new Axis(low, high, true, from, to, ticks);
    }

    /** The place of a number; numbers beyond the ends lie at the ends. */
    double at(double value) {
        double inside = StrictMath.clamp(value, low, high);
        double share =
                logarithmic ? StrictMath.log(inside / low) / StrictMath.log(high / low) : (inside - low) / (high - low);
        return from + share * (to - from);
    }

    /** Whether a number lies beyond the upper end, and is drawn at it. */
    boolean endsBelow(double value) {
        return value > high;
    }

    /** A tick's name. */
    String name(double tick) {
        return tick >= 10_000 && tick == StrictMath.rint(tick) ? Figures.count((long) tick) : Figures.shortest(tick);
    }
}
