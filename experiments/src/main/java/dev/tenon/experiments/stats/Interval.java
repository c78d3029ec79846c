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

    /** Whether there is an interval at all. */
    public boolean exists() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** Whether a value is in it. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Whether it lies wholly between {@code -bound} and {@code bound}. */
    public boolean within(double bound) {
        return exists() && -bound <= low && high <= bound;
    }

    /** Half its width. */
    public double half() {
        return (high - low) / 2;
    }
}
