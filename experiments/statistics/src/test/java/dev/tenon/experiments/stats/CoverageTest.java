package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the interval of a mean between 0 and 1 holds the expected value. */
final class CoverageTest {

    private static final Interval UNIT = new Interval(0, 1);

    /** The hardest law that the class's table has, and ties at 1, from few experiments. */
    @Test
    void intervalsOfSkewedMetricsHoldTheExpectedValueOftenEnough() {
        check(1500, 6, 5 / 5.5, beta(5, 0.5), 0.905);
        check(1500, 5, 0.99, binomial(100, 0.99), 0.92);
    }

    @Tag("nightly")
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 10, 20, 30})
    void theTable(int seeds) {
        check(40_000, seeds, 0.5, beta(2, 2), 0.92);
        check(40_000, seeds, 20 / 22.0, beta(20, 2), 0.92);
        check(40_000, seeds, 0.9, beta(9, 1), 0.92);
        check(40_000, seeds, 50 / 51.0, beta(50, 1), 0.92);
        check(40_000, seeds, 5 / 5.5, beta(5, 0.5), 0.92);
        check(40_000, seeds, 0.98, binomial(449, 0.98), 0.92);
        check(40_000, seeds, 0.99, binomial(100, 0.99), 0.92);
        check(40_000, seeds, 0.95, binomial(30, 0.95), 0.92);
    }

    /** Experiments in which nothing varies have no interval and claim nothing. */
    private static void check(
            int experiments, int seeds, double expected, ToDoubleFunction<RandomStream> law, double least) {
        RandomStream random = new RandomStream(seeds, "coverage");
        int held = 0;
        int all = 0;
        for (int e = 0; e < experiments; e++) {
            double[] values = new double[seeds];
            for (int i = 0; i < seeds; i++) {
                values[i] = law.applyAsDouble(random);
            }
            Interval interval = Estimate.of(values, 0.95, UNIT).interval();
            if (interval.exists()) {
                assertTrue(interval.low() >= 0 && interval.high() <= 1);
                all++;
                held += interval.contains(expected) ? 1 : 0;
            }
        }
        assertTrue(held >= least * all, held + " of " + all + " over " + seeds + " seeds about " + expected);
    }

    private static ToDoubleFunction<RandomStream> beta(double a, double b) {
        BetaDistribution law = BetaDistribution.of(a, b);
        return random -> law.inverseCumulativeProbability(random.nextDouble());
    }

    private static ToDoubleFunction<RandomStream> binomial(int n, double p) {
        return random -> {
            int right = 0;
            for (int i = 0; i < n; i++) {
                right += random.nextDouble() < p ? 1 : 0;
            }
            return (double) right / n;
        };
    }
}
