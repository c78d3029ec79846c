package dev.tenon.experiments.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean over seeds and how sure it is.
 *
 * @param n values it is the mean of
 * @param mean NaN if there are none
 * @param deviation sample standard deviation (n - 1); NaN for fewer than two values
 * @param interval where the expected value lies; none for fewer than two values, or values that do not vary: those
 *     say nothing of chance
 */
public record Estimate(int n, double mean, double deviation, Interval interval) {

    /** The mean of values without bounds and its interval of Student's t with n - 1 degrees of freedom. */
    public static Estimate of(double[] values, double confidence) {
        return of(values, confidence, Interval.ALL);
    }

    /**
     * The mean of a metric's values and its interval. Between two bounds that is Student's t interval on the scale
     * of the mean's logit, above a lower bound on that of its logarithm, both by the delta method, so that it stays
     * within the bounds and reaches farther away from the nearer one; without bounds it is Student's.
     *
     * <p>How often 95 % intervals hold the expected value, in 40,000 simulated experiments each:
     *
     * <pre>
     * values                      seeds   logit   Student's t
     * Beta(2, 2)                      5   0.954   0.940
     * Beta(20, 2)                     5   0.946   0.923
     * Beta(9, 1)                      5   0.941   0.896
     *                                30   0.945   0.935
     * Beta(50, 1)                     5   0.934   0.884
     *                                10   0.932   0.903
     *                                30   0.940   0.928
     * Beta(5, 0.5)                    5   0.926   0.855
     *                                 6   0.923   0.861
     *                                10   0.926   0.885
     *                                30   0.941   0.924
     * Binomial(449, 0.98) / 449       5   0.951   0.948
     * Binomial(100, 0.99) / 100       5   0.966   0.959
     *                                30   0.952   0.942
     * Binomial(30, 0.95) / 30         5   0.975   0.936
     *                                30   0.953   0.947
     * </pre>
     *
     * @param values NaN are not allowed: leave them out and say so
     * @param confidence above 0 and below 1, as 0.95
     * @param bounds of each value; infinite where there is none
     */
    public static Estimate of(double[] values, double confidence, Interval bounds) {
        return of(values, confidence, bounds, 0);
    }

    /**
     * The same of values that have a part of their variance in common, as those measured on overlapping splits of one data set.
     *
     * @param overlap how much their squared standard error has in common, as a part of their variance; 0 for independent values, and
     *     infinite for those that say nothing of what they have in common, whose mean has no interval
     */
    public static Estimate of(double[] values, double confidence, Interval bounds, double overlap) {
        return of(values, confidence, bounds, Dependence.of(values.length, overlap));
    }

    static Estimate of(double[] values, double confidence, Interval bounds, Dependence dependence) {
        int n = values.length;
        if (n == 0) {
            return new Estimate(0, Double.NaN, Double.NaN, Interval.NONE);
        }
        double mean = mean(values);
        if (n == 1) {
            return new Estimate(1, mean, Double.NaN, Interval.NONE);
        }
        double deviation = deviation(values, mean);
        double half = TDistribution.of(dependence.freedom()).inverseSurvivalProbability((1 - confidence) / 2)
                * error(deviation, n, dependence.overlap());
        return new Estimate(
                n,
                mean,
                deviation,
                deviation == 0 || Double.isInfinite(half) ? Interval.NONE : about(mean, half, bounds));
    }

    /**
     * The standard error of a mean: of independent values the deviation over the root of their number; of those that overlap the
     * root of (1 / n + overlap) times their variance (Nadeau and Bengio 2003).
     */
    static double error(double deviation, int n, double overlap) {
        return overlap == 0 ? deviation / StrictMath.sqrt(n) : deviation * StrictMath.sqrt(1.0 / n + overlap);
    }

    private static Interval about(double mean, double half, Interval bounds) {
        double above = mean - bounds.low();
        double below = bounds.high() - mean;
        if (!(above > 0 && below > 0) || Double.isInfinite(above)) {
            return new Interval(mean - half, mean + half);
        }
        if (Double.isInfinite(below)) {
            double factor = StrictMath.exp(half / above);
            return new Interval(bounds.low() + above / factor, bounds.low() + above * factor);
        }
        double width = above + below;
        double factor = StrictMath.exp(half * width / (above * below));
        return new Interval(
                bounds.low() + width / (1 + below / above * factor),
                bounds.high() - width / (1 + above / below * factor));
    }

    private static double mean(double[] values) {
        // The second pass takes out what rounding left: equal values have exactly their own value as mean.
        double first = Arrays.stream(values).sum() / values.length;
        double rest = 0;
        for (double value : values) {
            rest += value - first;
        }
        return first + rest / values.length;
    }

    private static double deviation(double[] values, double mean) {
        double squares = 0;
        double largest = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
            largest = StrictMath.max(largest, StrictMath.abs(value));
        }
        double deviation = StrictMath.sqrt(squares / (values.length - 1));
        // Values that differ by rounding only (0.3 - 0.2 against 0.2 - 0.1) do not differ.
        return deviation <= 1e-14 * largest ? 0 : deviation;
    }
}
