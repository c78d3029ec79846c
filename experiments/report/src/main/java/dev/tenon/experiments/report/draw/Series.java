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
     * @param of what {@code y} is the mean of, seed by seed; may be empty
     */
    public record Point(double x, double y, double low, double high, List<Double> of) {

        public Point(double x, double y, double low, double high) {
            this(x, y, low, high, List.of());
        }

        boolean banded() {
            return !Double.isNaN(low) && !Double.isNaN(high);
        }
    }

    String style() {
        return "s" + look % LOOKS;
    }

    /** Strokes that tell lines without marks apart in black and white. */
    String dash() {
        return switch (look % LOOKS) {
            case 0 -> "none";
            case 1 -> "7 3";
            case 2 -> "2 3";
            case 3 -> "7 3 2 3";
            case 4 -> "14 4";
            case 5 -> "7 3 2 3 2 3";
            case 6 -> "4 6";
            default -> "14 3 4 3";
        };
    }
}
