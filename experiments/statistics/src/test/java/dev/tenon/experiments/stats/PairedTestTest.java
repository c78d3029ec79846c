package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PairedTestTest {

    /** Additional hours of sleep under two drugs, from Student (1908): t = 4.0621, p = 0.002833. */
    private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

    private static PairedTest of(double... differences) {
        return PairedTest.of(differences, 0.95, Interval.ALL, 0);
    }

    @Test
    void studentsOwnData() {
        PairedTest test = of(SLEEP);
        assertEquals(1.58, test.difference().mean(), 1e-12);
        assertEquals(0.7001142, test.difference().interval().low(), 1e-6);
        assertEquals(2.4598858, test.difference().interval().high(), 1e-6);
        assertEquals(0.002833, test.p(), 5e-7);
        assertTrue(Double.isNaN(test.alike()));
        // d = 4.0621 / sqrt(10); Hedges' factor for 9 degrees of freedom is 0.9139
        assertEquals(4.0621 / StrictMath.sqrt(10) * 0.91387, test.effect().g(), 1e-4);
        assertEquals("large", test.effect().word());
    }

    /**
     * The corrected resampled t-test of the same numbers, as if of ten folds (test / training = 1 / 9) and of splits with 449 test
     * examples for 1078 to learn from. Expected values were computed with SciPy's Student distribution from the formula of Nadeau
     * and Bengio (2003, equation 9).
     */
    @Test
    void overlappingSplitsWidenTheTest() {
        PairedTest folds = PairedTest.of(SLEEP, 0.95, Interval.ALL, 4, 1.0 / 9);
        assertEquals(1.58, folds.difference().mean(), 1e-12);
        assertEquals(0.020857022957686787, folds.p(), 1e-12);
        assertEquals(0.3015556253384941, folds.difference().interval().low(), 1e-10);
        assertEquals(2.858444374661506, folds.difference().interval().high(), 1e-10);
        assertEquals(0.0020436566129159116, folds.alike(), 1e-12);
        assertTrue(Double.isNaN(folds.wilcoxon().p()), "signs of overlapping splits are not independent");
        PairedTest splits = PairedTest.of(SLEEP, 0.95, Interval.ALL, 0, 449.0 / 1078);
        assertEquals(0.10751785765348523, splits.p(), 1e-12);
        assertEquals(-0.41970772199514084, splits.difference().interval().low(), 1e-10);
    }

    @Test
    void agreesWithAllPermutationsOfSigns() {
        double[] differences = {0.31, -0.12, 0.44, 0.05, 0.21, -0.08, 0.17, 0.29, -0.19, 0.38, 0.11, 0.02};
        double p = of(differences).p();
        assertEquals(signFlips(differences), p, 0.005);
    }

    @Test
    void differencesThatDoNotVaryAreNoEvidence() {
        for (double same : new double[] {0.1, 0, -0.1}) {
            PairedTest test = of(same, same, same, same, same, same);
            assertEquals(same, test.difference().mean());
            assertFalse(test.varies());
            assertFalse(test.difference().interval().exists());
            for (double none : new double[] {
                test.p(), test.alike(), test.wilcoxon().p(), test.effect().g()
            }) {
                assertTrue(Double.isNaN(none));
            }
        }
    }

    @Test
    void oneDifferenceIsNoTest() {
        assertTrue(Double.isNaN(of(3).p()));
        assertFalse(of().varies());
    }

    /** t = (2.5 - 1.58) / (1.2300 / sqrt(10)) = 2.3653 with 9 degrees of freedom: 0.02111 one-sided. */
    @Test
    void equivalenceIsTwoOneSidedTestsThatAgreeWithTheInterval() {
        assertEquals(0.0422, PairedTest.of(SLEEP, 0.95, Interval.ALL, 2.5).alike(), 2e-4);
        double reach = of(SLEEP).difference().interval().high();
        assertEquals(0.05, PairedTest.of(SLEEP, 0.95, Interval.ALL, reach).alike(), 1e-9);
        assertEquals(1, PairedTest.of(SLEEP, 0.95, Interval.ALL, 1).alike());
    }

    @Test
    void differencesStayWithinWhatCanBe() {
        double[] wide = {1, 1, 1, 1, 0};
        Interval interval = PairedTest.of(wide, 0.95, new Interval(0, 1).differences(), 0)
                .difference()
                .interval();
        assertEquals(1, interval.high());
        assertEquals(of(wide).difference().interval().low(), interval.low());
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
        double[] adjusted = Holm.adjust(new double[] {0.01, 0.04, Double.NaN, 0.03, 0.005}, 4);
        assertEquals(0.03, adjusted[0], 1e-15);
        assertEquals(0.06, adjusted[1], 1e-15);
        assertTrue(Double.isNaN(adjusted[2]));
        assertEquals(0.06, adjusted[3], 1e-15);
        assertEquals(0.02, adjusted[4], 1e-15);
        assertEquals(1, Holm.adjust(new double[] {0.9, 0.8}, 2)[0]);
    }

    /** Of two pairs that exclude each other two can be true: multipliers 2, 2, 2, 1. */
    @Test
    void hypothesesThatExcludeEachOtherCountOnce() {
        double[] adjusted = Holm.adjust(new double[] {0.01, 0.02, 0.03, 0.07}, 2);
        assertEquals(0.02, adjusted[0], 1e-15);
        assertEquals(0.04, adjusted[1], 1e-15);
        assertEquals(0.06, adjusted[2], 1e-15);
        assertEquals(0.07, adjusted[3], 1e-15);
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
