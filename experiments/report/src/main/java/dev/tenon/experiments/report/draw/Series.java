package dev.tenon.experiments.report.draw;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param name beside its end
 * @param look which colour, dash and marker; the same for one arm in all charts
 * @param points in order of x
 */
public record Series(String name, int look, List<Point> points) {

    /** Looks that can be told apart; after so many they start again. */
    static final int LOOKS = 8;

    /**
     * A point and the band around it.
     *
     * @param low NaN where there is no band
     * @param high NaN where there is no band
     */
    public record Point(double x, double y, double low, double high) {

        boolean banded() {
            return !Double.isNaN(low) && !Double.isNaN(high);
        }
    }

    String style() {
        return "s" + look % LOOKS;
    }

    /** Long and short strokes; the first looks are whole lines. */
    String dash() {
        return switch (look % LOOKS) {
            case 4, 5 -> "7 3";
            case 6 -> "2 3";
            case 7 -> "7 3 2 3";
            default -> "none";
        };
    }
}
