package dev.tenon.experiments.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * How the cost of something grows with its size. Linear growth is one cost for each unit of work, whatever the size; the
 * cheapest unit is what the others are compared with.
 *
 * @param axis what grows
 * @param what grows in it, for people: a network, an experiment
 * @param points in order of size
 */
public record Growth(Axis axis, String what, List<Point> points) {

    /** Costs up to so much more than the cheapest count as linear. */
    public static final double LINEAR = 1.15;

    /** What grows. */
    public enum Axis {
        /** Images in a minibatch; the unit of work is an image. */
        BATCH("batch", "image"),
        /** Rows and columns of an image; the unit of work is a multiply-add. */
        SIZE("image size", "multiply-add"),
        /** Processor threads; the unit of work is an image, the cost that of all threads together. */
        THREADS("threads", "image"),
        /** Trials of one experiment; the unit of work is a trial. */
        TRIALS("trials", "trial");

        private final String title;
        private final String unit;

        Axis(String title, String unit) {
            this.title = title;
            this.unit = unit;
        }

        /** For people. */
        public String title() {
            return title;
        }

        /** What the cost is counted for, for people. */
        public String unit() {
            return unit;
        }
    }

    /**
     * A size.
     *
     * @param size of what grows
     * @param millis that it took
     * @param unitNanos processor time of one unit of work
     * @param ratio of that to the cheapest of all sizes
     */
    public record Point(int size, double millis, double unitNanos, double ratio) {

        /** Whether it is close enough to linear growth. */
        public boolean linear() {
            return ratio <= LINEAR;
        }
    }

    /** What was measured at some sizes, before it is compared. */
    public record Sample(int size, double millis, double unitNanos) {}

    /** Compares. */
    public static Growth of(Axis axis, String what, List<Sample> samples) {
        double cheapest = samples.stream().mapToDouble(Sample::unitNanos).min().orElse(1);
        List<Point> points = new ArrayList<>();
        for (Sample s : samples) {
            points.add(new Point(s.size(), s.millis(), s.unitNanos(), s.unitNanos() / cheapest));
        }
        return new Growth(axis, what, List.copyOf(points));
    }
}
