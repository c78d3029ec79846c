package dev.tenon.experiments.stats;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an arm's error changes with a varied number.
 *
 * @param others the varied settings other than the number; empty if there are none
 * @param examples whether the number is that of the examples (or labels, see {@link Charge}) it learned from, all stages together
 * @param seeds that completed at all values
 * @param points means over these seeds, in order of x
 * @param law what is fitted; empty where nothing can be
 * @param exponent where b lies; none with few seeds
 * @param minus b minus that of the reference's, on the same seeds; none with few seeds and for the reference
 * @param reach how much reaches the level; empty where no level is asked for
 * @param words what a reader must know of it; empty if nothing
 */
public record Law(
        String arm,
        Map<String, String> others,
        boolean examples,
        int seeds,
        List<Point> points,
        Optional<PowerLaw> law,
        Interval exponent,
        Interval minus,
        Optional<Level> reach,
        String words) {

    /**
     * A mean.
     *
     * @param error how far the metric is from its best
     */
    public record Point(double x, Estimate error) {}

    /**
     * How much reaches a level.
     *
     * @param x infinite if the most that was tried does not
     * @param first whether the least that was tried reaches it, so that less might
     * @param interval from a bootstrap over seeds; its upper end infinite where some of it do not reach the level
     */
    public record Level(double x, boolean first, Interval interval) {}

    /**
     * How what reaches the level grows with another varied number.
     *
     * @param power of that number; NaN where fewer than three of its values have an amount that reaches the level
     * @param interval from a bootstrap over seeds; none where it cannot be told
     * @param used values of that number that it is fitted to
     * @param left those left out, as no amount tried reaches the level, or the least does
     */
    public record Growth(String arm, double power, Interval interval, List<String> used, List<String> left) {}
}
