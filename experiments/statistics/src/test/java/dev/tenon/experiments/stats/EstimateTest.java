package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class EstimateTest {

    @Test
    void meanAndIntervalOfFiveNumbers() {
        Estimate estimate = Estimate.of(new double[] {1, 2, 3, 4, 5}, 0.95);
        assertEquals(3, estimate.mean());
        assertEquals(StrictMath.sqrt(2.5), estimate.deviation(), 1e-15);
        // t(0.975; 4) = 2.7764451, from tables
        assertEquals(3 - 2.7764451 * StrictMath.sqrt(0.5), estimate.interval().low(), 1e-7);
        assertEquals(3 + 2.7764451 * StrictMath.sqrt(0.5), estimate.interval().high(), 1e-7);
    }

    @Test
    void oneNumberHasNoIntervalAndNoneHasNoMean() {
        assertFalse(Estimate.of(new double[] {7}, 0.95).interval().exists());
        assertEquals(7, Estimate.of(new double[] {7}, 0.95).mean());
        assertTrue(Double.isNaN(Estimate.of(new double[0], 0.95).mean()));
    }

    @Test
    void equalNumbersDoNotVaryByRounding() {
        Estimate estimate = Estimate.of(new double[] {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, 0.95);
        assertEquals(0.1, estimate.mean());
        assertEquals(0, estimate.deviation());
        double almost = 0.3 - 0.2;
        assertEquals(0, Estimate.of(new double[] {0.1, almost, 0.1}, 0.95).deviation());
    }

    /** By hand: logit(0.98) = 3.8918; half = 2.7764 * 0.0158114 / sqrt(5) = 0.0196326; over 0.98 * 0.02 it is 1.00166. */
    @Test
    void intervalsOfFractionsStayBelowOne() {
        Estimate estimate = Estimate.of(new double[] {0.96, 0.97, 0.98, 0.99, 1}, 0.95, new Interval(0, 1));
        assertEquals(
                1 / (1 + StrictMath.exp(-(3.891820 - 1.001663))),
                estimate.interval().low(),
                1e-6);
        assertEquals(
                1 / (1 + StrictMath.exp(-(3.891820 + 1.001663))),
                estimate.interval().high(),
                1e-6);
        Estimate error = Estimate.of(new double[] {0, 0, 0, 0, 1}, 0.95, new Interval(0, Double.POSITIVE_INFINITY));
        assertEquals(0.2 / StrictMath.exp(2.7764451), error.interval().low(), 1e-7);
        assertEquals(0.2 * StrictMath.exp(2.7764451), error.interval().high(), 1e-6);
    }

    @Test
    void copiesHaveNoInterval() {
        assertFalse(Estimate.of(new double[] {1, 1, 1}, 0.95, new Interval(0, 1))
                .interval()
                .exists());
    }

    @Test
    void unevenIntervalsAreWrittenWithBothEnds() {
        assertEquals(
                "0.980 (0.947–0.993)",
                Figures.estimate(Estimate.of(new double[] {0.96, 0.97, 0.98, 0.99, 1}, 0.95, new Interval(0, 1))));
        assertEquals("3.0 ± 2.0", Figures.estimate(Estimate.of(new double[] {1, 2, 3, 4, 5}, 0.95)));
        assertEquals("-3.0 ± 2.0", Figures.difference(Estimate.of(new double[] {-1, -2, -3, -4, -5}, 0.95)));
        assertEquals("+0.80 (+0.24 to +1.00)", Figures.difference(new Estimate(5, 0.8, 0.4, new Interval(0.24, 1))));
    }

    /** Expected values from SciPy: t with 4 degrees of freedom, variance times 1 / 5 + 1 / 4, on the logit scale. */
    @Test
    void overlappingSplitsWidenTheIntervalOfAMean() {
        Interval interval = Estimate.of(new double[] {0.96, 0.97, 0.98, 0.99, 0.995}, 0.95, new Interval(0, 1), 0.25)
                .interval();
        assertEquals(0.9272314034418563, interval.low(), 1e-10);
        assertEquals(0.9941712085025817, interval.high(), 1e-10);
    }
}
