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
}
