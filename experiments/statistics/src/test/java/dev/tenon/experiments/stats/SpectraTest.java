package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import org.junit.jupiter.api.Test;

final class SpectraTest {

    @Test
    void singularValuesOfADiagonal() {
        double[] diagonal = {0, 2, 0, 0, 0, 5, 1, 0, 0, 0, 0, 0};
        assertArrayEquals(new double[] {5, 2, 1}, Spectra.singularValues(diagonal, 4), 1e-12);
    }

    @Test
    void equalDirectionsCountInFull() {
        // Columns without mean, orthogonal, of one length: four directions of one weight.
        double[] hadamard = {1, 1, 1, -1, 1, -1, 1, -1, -1, -1, -1, 1};
        assertEquals(3, Spectra.effectiveRank(hadamard, 4), 1e-9);
        // The same rows beside themselves add columns, not directions.
        double[] twice = new double[24];
        for (int i = 0; i < 24; i++) {
            twice[i] = hadamard[i / 6 * 3 + i % 3];
        }
        assertEquals(3, Spectra.effectiveRank(twice, 4), 1e-9);
    }

    @Test
    void unequalDirectionsCountByTheirWeight() {
        // Two orthogonal columns without mean, of lengths 2 sqrt(2) and sqrt(2): shares 2/3 and 1/3.
        double[] values = {2, 0, -2, 0, 0, 1, 0, -1};
        double entropy = -(2 / 3.0 * StrictMath.log(2 / 3.0) + 1 / 3.0 * StrictMath.log(1 / 3.0));
        assertEquals(StrictMath.exp(entropy), Spectra.effectiveRank(values, 4), 1e-9);
    }

    @Test
    void whatDoesNotVaryHasNoRank() {
        assertEquals(0, Spectra.effectiveRank(new double[] {0.1, 7, 0.1, 7, 0.1, 7}, 3));
        assertEquals(0, Spectra.effectiveRank(new double[6], 3));
    }

    @Test
    void effectiveRankIsThatOfTheSingularValues() {
        double[] values = gaussian(3, 40 * 7);
        double[] centred = values.clone();
        for (int c = 0; c < 7; c++) {
            double mean = 0;
            for (int r = 0; r < 40; r++) {
                mean += values[r * 7 + c] / 40;
            }
            for (int r = 0; r < 40; r++) {
                centred[r * 7 + c] -= mean;
            }
        }
        double[] singular = Spectra.singularValues(centred, 40);
        double sum = 0;
        for (double s : singular) {
            sum += s;
        }
        double entropy = 0;
        for (double s : singular) {
            entropy -= s / sum * StrictMath.log(s / sum);
        }
        assertEquals(StrictMath.exp(entropy), Spectra.effectiveRank(values, 40), 1e-9);
    }

    @Test
    void alignmentIgnoresRotationScaleAndShift() {
        double[] a = gaussian(1, 20 * 2);
        double[] b = new double[a.length];
        double cos = StrictMath.cos(0.7);
        double sin = StrictMath.sin(0.7);
        for (int r = 0; r < 20; r++) {
            b[2 * r] = 3 * (cos * a[2 * r] - sin * a[2 * r + 1]) + 5;
            b[2 * r + 1] = 3 * (sin * a[2 * r] + cos * a[2 * r + 1]) - 1;
        }
        assertEquals(1, Spectra.cka(a, b, 20), 1e-12);
        assertEquals(1, Spectra.debiasedCka(a, b, 20), 1e-9);
    }

    @Test
    void alignmentOfSingleFeaturesIsTheirSquaredCorrelation() {
        double[] a = {1, 2, 3, 4, 5};
        double[] b = {2, 1, 4, 3, 5};
        assertEquals(0.8 * 0.8, Spectra.cka(a, b, 5), 1e-12);
    }

    /** With few examples of many features, plain alignment is near 1 for features that have nothing in common. */
    @Test
    void debiasedAlignmentOfUnrelatedFeaturesIsZeroOnAverage() {
        int trials = 200;
        double plain = 0;
        double debiased = 0;
        for (int i = 0; i < trials; i++) {
            double[] a = gaussian(2L * i + 100, 6 * 50);
            double[] b = gaussian(2L * i + 101, 6 * 50);
            plain += Spectra.cka(a, b, 6) / trials;
            debiased += Spectra.debiasedCka(a, b, 6) / trials;
        }
        assertTrue(plain > 0.8, "plain " + plain);
        assertEquals(0, debiased, 0.1);
    }

    private static double[] gaussian(long seed, int count) {
        RandomStream random = new RandomStream(seed, "features");
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
