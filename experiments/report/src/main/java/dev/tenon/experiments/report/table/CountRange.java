package dev.tenon.experiments.report.table;

import dev.tenon.experiments.stats.Figures;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** One figure for several counts. */
public final class CountRange {

    private CountRange() {}

    /** {@code 12}, or {@code 12-340}; a dash if none is known. Negative ones and NaN are not known. */
    public static String counts(DoubleStream values) {
        return range(values, value -> Figures.count(StrictMath.round(value)));
    }

    /** The same with {@code 2.46M} for what is a million and more. */
    public static String brief(DoubleStream values) {
        return range(values, CountRange::brief);
    }

    private static String brief(double value) {
        if (value < 1e6) {
            return Figures.count(StrictMath.round(value));
        }
        boolean giga = value >= 1e9;
        double scaled = value / (giga ? 1e9 : 1e6);
        return String.format(Locale.ROOT, scaled >= 100 ? "%,.0f" : scaled >= 10 ? "%.1f" : "%.2f", scaled)
                + (giga ? "G" : "M");
    }

    private static String range(DoubleStream values, DoubleFunction<String> text) {
        double[] known = values.filter(value -> value >= 0).sorted().toArray();
        if (known.length == 0) {
            return "-";
        }
        String low = text.apply(known[0]);
        String high = text.apply(known[known.length - 1]);
        return low.equals(high) ? low : low + "-" + high;
    }
}
