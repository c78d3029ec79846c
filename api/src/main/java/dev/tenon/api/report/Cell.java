package dev.tenon.api.report;

/** A cell of a table. */
public sealed interface Cell {

    /** How it should stand out. */
    enum Tone {
        PLAIN,
        /** Less important than what is beside it. */
        MUTED,
        /** As what is better. */
        GOOD,
        /** As what is worse. */
        BAD
    }

    /** How it should stand out. */
    Tone tone();

    /** Words. */
    record Text(String text, Tone tone) implements Cell {}

    /**
     * A number.
     *
     * @param value NaN where there is none
     * @param shown how people read it; empty for as the column's kind says
     */
    record Value(double value, String shown, Tone tone) implements Cell {}

    /**
     * A mean and its confidence interval.
     *
     * @param mean NaN where there is none
     * @param low NaN if there is no interval
     * @param high NaN if there is no interval
     * @param shown how people read it; empty for mean and interval with the decimals that the interval makes sense of
     */
    record Estimate(double mean, double low, double high, String shown, Tone tone) implements Cell {}

    /** Words. */
    static Cell of(String text) {
        return new Text(text, Tone.PLAIN);
    }

    /** A number; NaN for none. */
    static Cell of(double value) {
        return new Value(value, "", Tone.PLAIN);
    }

    /** A number as people read it. */
    static Cell of(double value, String shown) {
        return new Value(value, shown, Tone.PLAIN);
    }

    /** A mean and its interval. */
    static Cell of(double mean, double low, double high) {
        return new Estimate(mean, low, high, "", Tone.PLAIN);
    }

    /** The same in another tone. */
    default Cell in(Tone other) {
        return switch (this) {
            case Text text -> new Text(text.text, other);
            case Value number -> new Value(number.value, number.shown, other);
            case Estimate estimate -> new Estimate(estimate.mean, estimate.low, estimate.high, estimate.shown, other);
        };
    }
}
