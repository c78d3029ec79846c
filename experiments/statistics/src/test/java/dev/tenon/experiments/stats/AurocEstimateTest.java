package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import org.junit.jupiter.api.Test;

final class AurocEstimateTest {

    /**
     * Scores with ties. Expected values are of R's pROC 1.18.0 ({@code ci(roc, method = "delong")} and {@code roc.test(r1, r2,
     * method = "delong", conf.int = TRUE)}) for {@code i <- 0:59; y <- i %% 3 == 0; a <- (i * 37 %% 101) %/% 5 + 7 * y; b <- (i * 53
     * %% 97) %/% 4 + 5 * y}.
     */
    @Test
    void agreesWithProc() {
        boolean[] yes = new boolean[60];
        double[] a = new double[60];
        double[] b = new double[60];
        for (int i = 0; i < 60; i++) {
            yes[i] = i % 3 == 0;
            a[i] = i * 37 % 101 / 5 + (yes[i] ? 7 : 0);
            b[i] = i * 53 % 97 / 4 + (yes[i] ? 5 : 0);
        }
        AurocEstimate first = AurocEstimate.of(a, yes);
        AurocEstimate second = AurocEstimate.of(b, yes);
        assertEquals(0.78875, first.value(), 1e-12);
        assertEquals(0.6701508321117837, first.interval(0.95).low(), 1e-9);
        assertEquals(0.9073491678882164, first.interval(0.95).high(), 1e-9);
        assertEquals(0.685625, second.value(), 1e-12);
        assertEquals(0.5424401151503581, second.interval(0.95).low(), 1e-9);
        AurocEstimate.Pair pair = first.minus(second, 0.95);
        assertEquals(0.103125, pair.difference(), 1e-12);
        assertEquals(0.2412663324658278, pair.p(), 1e-9);
        assertEquals(-0.06935882675947064, pair.interval().low(), 1e-9);
        assertEquals(0.2756088267594707, pair.interval().high(), 1e-9);
    }

    @Test
    void withoutChanceThereIsNoInterval() {
        boolean[] yes = {true, true, false, false, false};
        AurocEstimate perfect = AurocEstimate.of(new double[] {5, 4, 1, 2, 3}, yes);
        assertEquals(1, perfect.value());
        assertFalse(perfect.interval(0.95).exists());
        assertTrue(Double.isNaN(perfect.minus(perfect, 0.95).p()));
        assertThrows(
                IllegalArgumentException.class,
                () -> AurocEstimate.of(new double[] {1, 2}, new boolean[] {true, false}));
    }

    /** Normal scores half a deviation and more apart: intervals hold the true area, two equal classifiers are seldom told apart. */
    @Test
    void holdsTheTrueAreaAsOftenAsItSays() {
        RandomStream random = new RandomStream(5, "areas");
        double truth = 0.7602499389; // the normal distribution's cumulative probability at 1 / sqrt(2)
        int held = 0;
        int apart = 0;
        int sets = 800;
        boolean[] yes = new boolean[90];
        for (int s = 0; s < sets; s++) {
            double[] a = new double[yes.length];
            double[] b = new double[yes.length];
            for (int i = 0; i < yes.length; i++) {
                yes[i] = i % 3 == 0;
                double common = random.nextGaussian() * StrictMath.sqrt(0.6) + (yes[i] ? 1 : 0);
                a[i] = common + random.nextGaussian() * StrictMath.sqrt(0.4);
                b[i] = common + random.nextGaussian() * StrictMath.sqrt(0.4);
            }
            AurocEstimate first = AurocEstimate.of(a, yes);
            held += first.interval(0.95).contains(truth) ? 1 : 0;
            apart += first.minus(AurocEstimate.of(b, yes), 0.95).p() < 0.05 ? 1 : 0;
        }
        String rates = held + " held and " + apart + " apart of " + sets;
        assertTrue(held > 0.92 * sets && held < 0.98 * sets, rates);
        assertTrue(apart > 0.02 * sets && apart < 0.08 * sets, rates);
    }
}
