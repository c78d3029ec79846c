package dev.tenon.experiments.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean over seeds and how sure it is.
 *
 * @param n values it is the mean of
 * @param mean NaN if there are none
 * @param deviation sample standard deviation (n - 1); NaN for fewer than two values
 * @param interval of Student's t with n - 1 degrees of freedom; none for fewer than two values
 */
public record Estimate(int n, double mean, double deviation, Interval interval) {

    /**
     * The mean of some values, and its interval under the assumption that they are draws from a normal
     * distribution.
     *
     * @param values NaN are not allowed: leave them out and say so
     * @param confidence above 0 and below 1, as 0.95
     */
    public static Estimate of(double[] values, double confidence) {
        int n = values.length;
        if (n == 0) {
            return new Estimate(0, Double.NaN, Double.NaN, Interval.NONE);
        }
        double mean = mean(values);
        if (n == 1) {
            return new Estimate(1, mean, Double.NaN, Interval.NONE);
        }
        double deviation = deviation(values, mean);
        double half = TDistribution.of(n - 1).inverseSurvivalProbability((1 - confidence) / 2)
                * deviation
                / StrictMath.sqrt(n);
        return new Estimate(n, mean, deviation, new Interval(mean - half, mean + half));
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
