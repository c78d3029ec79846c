package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PairedTestTest {

    /** Additional hours of sleep under two drugs, from Student (1908): t = 4.0621, p = 0.002833. */
    private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

    @Test
    void studentsOwnData() {
        PairedTest test = PairedTest.of(SLEEP, 0.95);
        assertEquals(1.58, test.difference().mean(), 1e-12);
        assertEquals(0.7001142, test.difference().interval().low(), 1e-6);
        assertEquals(2.4598858, test.difference().interval().high(), 1e-6);
        assertEquals(0.002833, test.t(), 5e-7);
        assertEquals(PairedTest.Kind.T, test.decides());
        assertEquals(test.t(), test.p());
        // d = 4.0621 / sqrt(10); Hedges' factor for 9 degrees of freedom is 0.9139
        assertEquals(4.0621 / StrictMath.sqrt(10) * 0.91387, test.effect().g(), 1e-4);
        assertEquals("large", test.effect().word());
    }

    @Test
    void agreesWithAllPermutationsOfSigns() {
        double[] differences = {0.31, -0.12, 0.44, 0.05, 0.21, -0.08, 0.17, 0.29, -0.19, 0.38, 0.11, 0.02};
        double p = PairedTest.of(differences, 0.95).p();
        assertEquals(signFlips(differences), p, 0.005);
    }

    @Test
    void differencesThatDoNotVaryAreLeftToWilcoxon() {
        PairedTest test = PairedTest.of(new double[] {0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, 0.95);
        assertEquals(PairedTest.Kind.WILCOXON, test.decides());
        assertEquals(2.0 / 64, test.p(), 1e-15);
        assertTrue(Double.isInfinite(test.effect().g()));
        assertEquals(1, PairedTest.of(new double[] {0, 0, 0, 0, 0, 0}, 0.95).p());
        assertEquals(
                0, PairedTest.of(new double[] {0, 0, 0, 0, 0, 0}, 0.95).effect().g());
    }

    @Test
    void oneDifferenceIsNoTest() {
        assertTrue(Double.isNaN(PairedTest.of(new double[] {3}, 0.95).p()));
        assertEquals(PairedTest.Kind.NONE, PairedTest.of(new double[0], 0.95).decides());
    }

    @Test
    void hedgesFactors() {
        // Gamma has closed forms at halves: Gamma(1/2) = sqrt(pi), Gamma(9/2) = 105 sqrt(pi) / 16.
        double root = StrictMath.sqrt(StrictMath.PI);
        assertEquals(1 / root, EffectSize.correction(2), 1e-12);
        assertEquals(root / 2 / StrictMath.sqrt(1.5), EffectSize.correction(3), 1e-12);
        assertEquals(24 / (StrictMath.sqrt(5) * 105 * root / 16), EffectSize.correction(10), 1e-12);
        assertEquals(1 - 3 / (4 * 50 - 1.0), EffectSize.correction(50), 1e-4); // his approximation
    }

    @Test
    void holm() {
        double[] adjusted = Holm.adjust(new double[] {0.01, 0.04, Double.NaN, 0.03, 0.005});
        assertEquals(0.03, adjusted[0], 1e-15);
        assertEquals(0.06, adjusted[1], 1e-15);
        assertTrue(Double.isNaN(adjusted[2]));
        assertEquals(0.06, adjusted[3], 1e-15);
        assertEquals(0.02, adjusted[4], 1e-15);
        assertEquals(1, Holm.adjust(new double[] {0.9, 0.8})[0]);
    }

    private static double signFlips(double[] differences) {
        int n = differences.length;
        double observed = StrictMath.abs(sum(differences, 0));
        int extreme = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            extreme += StrictMath.abs(sum(differences, signs)) >= observed - 1e-12 ? 1 : 0;
        }
        return (double) extreme / (1 << n);
    }

    private static double sum(double[] values, int signs) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (signs >> i & 1) == 1 ? -values[i] : values[i];
        }
        return sum;
    }
}
