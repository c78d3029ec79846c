package dev.tenon.experiments.report.draw;

/** Numbers of a figure as text that reads back to the same number. */
final class Numbers {

    private Numbers() {}

    /** Empty where there is none. */
    static String of(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
