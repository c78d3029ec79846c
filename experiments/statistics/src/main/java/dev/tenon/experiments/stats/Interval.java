package dev.tenon.experiments.stats;

/**
 * From one number to another, both included. Both are NaN where the data give no interval.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {

    /** No interval: too few values. */
    public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    /** All numbers: the bounds of a metric that has none. */
    public static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Whether there is an interval at all. */
    public boolean exists() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** Whether a value is in it. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** What of it lies within others. */
    public Interval within(Interval bounds) {
        return exists() ? new Interval(StrictMath.max(low, bounds.low), StrictMath.min(high, bounds.high)) : this;
    }

    /** Where the differences of two of its numbers lie. */
    public Interval differences() {
        return new Interval(low - high, high - low);
    }

    /** Half its width. */
    public double half() {
        return (high - low) / 2;
    }
}
