package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BootstrapTest {

    /** The numbers from 0 to 999, of which the last ones gave none. */
    private static double[] draws(int without) {
        double[] draws = new double[Bootstrap.DRAWS];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = i;
        }
        Arrays.fill(draws, draws.length - without, draws.length, Double.NaN);
        return draws;
    }

    @Test
    void drawsThatGaveNoneAreLeftOut() {
        Interval interval = Bootstrap.interval(draws(20), 500, 0.95, 1);
        assertEquals(24, interval.low(), 1);
        assertEquals(955, interval.high(), 1);
    }

    @Test
    void whereOneInTwentyGaveNoneThereIsNoInterval() {
        assertFalse(Bootstrap.interval(draws(51), 500, 0.95, 1).exists());
        assertFalse(Bootstrap.interval(draws(0), Double.NaN, 0.95, 1).exists());
    }
}
