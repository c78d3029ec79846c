package dev.tenon.experiments.stats;

import java.util.Locale;

/** Numbers as people read them; the same text everywhere, whatever the machine's language. */
public final class Figures {

    private Figures() {}

    /** A count with thousands set apart, as {@code 12,345}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A value of a metric: three decimals below 10, fewer above, more where it is tiny. */
    public static String value(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = StrictMath.abs(value);
        return decimals(value, size == 0 || size >= 0.01 ? 3 : places(size) + 1);
    }

    /** A value with as many decimals as its uncertainty makes sense of. */
    public static String value(double value, double uncertainty) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = StrictMath.abs(uncertainty);
        return Double.isNaN(size) || size == 0 ? value(value) : decimals(value, places(size));
    }

    /** A difference, always with its sign. */
    public static String signed(double value, double uncertainty) {
        String text = value(value, uncertainty);
        return value > 0 ? "+" + text : text;
    }

    /** {@code low to high}; a dash if there is no interval. */
    public static String interval(Interval interval) {
        if (!interval.exists()) {
            return "-";
        }
        double half = interval.half();
        return value(interval.low(), half) + " to " + value(interval.high(), half);
    }

    /** {@code mean ± half}, or {@code mean (low–high)} where the ends are not as far; the mean alone without interval. */
    public static String estimate(Estimate estimate) {
        double half = estimate.interval().half();
        return value(estimate.mean(), half)
                + around(estimate, value(estimate.interval().low(), half), half);
    }

    /** The same of a difference, with its sign. */
    public static String difference(Estimate estimate) {
        double half = estimate.interval().half();
        return signed(estimate.mean(), half)
                + around(estimate, signed(estimate.interval().low(), half), half);
    }

    private static String around(Estimate estimate, String low, double half) {
        Interval interval = estimate.interval();
        if (!interval.exists()) {
            return "";
        }
        String below = value(estimate.mean() - interval.low(), half);
        String above = value(interval.high() - estimate.mean(), half);
        boolean signed = low.startsWith("-") || low.startsWith("+");
        return below.equals(above)
                ? " ± " + above
                : " (" + low + (signed ? " to " + signed(interval.high(), half) : "–" + value(interval.high(), half))
                        + ")";
    }

    /** {@code p = 0.012}, {@code p < 0.001}. */
    public static String p(double p) {
        String text = pValue(p);
        return text.startsWith("<") ? "p < " + text.substring(1) : text.equals("-") ? "p -" : "p = " + text;
    }

    /** {@code 0.012}, {@code <0.001}, a dash if there is none. */
    public static String pValue(double p) {
        if (Double.isNaN(p)) {
            return "-";
        }
        if (p < 0.001) {
            return "<0.001";
        }
        return p >= 0.9995 ? "1" : String.format(Locale.ROOT, p < 0.01 ? "%.4f" : "%.3f", p);
    }

    /** An effect size, two decimals. */
    public static String effect(double g) {
        if (Double.isNaN(g)) {
            return "-";
        }
        return String.format(Locale.ROOT, "%+.2f", g);
    }

    /** A level of confidence in per cent, as {@code 95 %}. */
    public static String percent(double fraction) {
        double percent = fraction * 100;
        String text = StrictMath.abs(percent - StrictMath.rint(percent)) < 1e-9
                ? String.format(Locale.ROOT, "%.0f", percent)
                : String.format(Locale.ROOT, "%.1f", percent);
        return text + " %";
    }

    /** A number written as shortly as it is exact to six digits: {@code 5}, {@code -0.25}, {@code 1.5e-7}. */
    public static String shortest(double value) {
        if (value == StrictMath.rint(value) && StrictMath.abs(value) < 1e7) {
            return String.format(Locale.ROOT, "%d", (long) value);
        }
        String text = String.format(Locale.ROOT, "%.4g", value);
        return text.contains(".") && !text.contains("e")
                ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
                : text;
    }

    /** Decimals that show what a size is about: three for sizes of usual metrics, one digit of smaller ones. */
    private static int places(double size) {
        if (size >= 1) {
            return 1;
        }
        int first = -(int) StrictMath.floor(StrictMath.log10(size));
        return first == 1 ? 2 : StrictMath.clamp(first, 3, 9);
    }

    private static String decimals(double value, int places) {
        double size = StrictMath.abs(value);
        int most = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 9;
        String text = String.format(Locale.ROOT, "%,." + StrictMath.min(places, most) + "f", value);
        boolean zero = text.chars().allMatch(c -> "-0.,".indexOf(c) >= 0);
        return zero && text.startsWith("-") ? text.substring(1) : text;
    }
}
