package dev.tenon.experiments.report.view;

import dev.tenon.experiments.stats.Figures;
import java.util.stream.DoubleStream;

/** One figure for several counts. */
public final class Ranges {

    private Ranges() {}

    /** {@code 12}, or {@code 12-340}; a dash if none is known. Negative ones and NaN are not known. */
    public static String counts(DoubleStream values) {
        double[] known = values.filter(value -> value >= 0).sorted().toArray();
        if (known.length == 0) {
            return "-";
        }
        String low = Figures.count(StrictMath.round(known[0]));
        String high = Figures.count(StrictMath.round(known[known.length - 1]));
        return low.equals(high) ? low : low + "-" + high;
    }
}
