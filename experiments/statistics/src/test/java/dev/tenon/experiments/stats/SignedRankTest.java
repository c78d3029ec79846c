package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.util.Arrays;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

final class SignedRankTest {

    /** The depression scores of Hollander and Wolfe (1973), which R's help of wilcox.test works out: V = 40. */
    @Test
    void depressionScores() {
        double[] first = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        double[] second = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
        SignedRank test = SignedRank.of(minus(first, second));
        assertEquals(40, test.positive());
        assertEquals(5, test.negative());
        assertEquals(0.0390625, test.p(), 1e-12);
    }

    @Test
    void agreesWithCommonsWhereNothingTies() {
        for (int n = 1; n <= 40; n++) {
            RandomStream random = new RandomStream(n, "differences");
            double[] differences = new double[n];
            for (int i = 0; i < n; i++) {
                differences[i] = random.nextGaussian() + 0.3;
            }
            double expected =
                    WilcoxonSignedRankTest.withDefaults().test(differences).getPValue();
            assertEquals(expected, SignedRank.of(differences).p(), 1e-12, "n = " + n);
        }
    }

    @Test
    void isExactWithTiesAndZeros() {
        double[][] cases = {
            {1, 1, 1, -1, 2, 2, -3},
            {0, 0, 1, 2, 2, -2, 5},
            {0.02, 0.02, 0.02, 0.02, -0.02, 0.04, 0.04, 0, -0.06, 0.1},
            {1, 1, 1, 1, 1},
            {-4}
        };
        for (double[] differences : cases) {
            assertEquals(bruteForce(differences), SignedRank.of(differences).p(), 1e-12, Arrays.toString(differences));
        }
    }

    @Test
    void zerosOnlyShowNothing() {
        assertEquals(1, SignedRank.of(new double[] {0, 0, 0}).p());
    }

    @Test
    void theSmallestPIsThatOfDifferencesOfOneSign() {
        for (int n = 1; n < 12; n++) {
            double[] differences = new double[n];
            Arrays.setAll(differences, i -> i + 1.0);
            assertEquals(SignedRank.smallest(n), SignedRank.of(differences).p(), 1e-12);
        }
    }

    @Test
    void manyDifferencesUseTheNormalApproximation() {
        RandomStream random = new RandomStream(1, "many");
        double[] few = new double[SignedRank.EXACT];
        double[] many = new double[SignedRank.EXACT + 1];
        for (int i = 0; i < few.length; i++) {
            few[i] = random.nextGaussian() + 0.25;
            many[i] = few[i];
        }
        many[few.length] = 0.001;
        double exact = SignedRank.of(few).p();
        double approximate = SignedRank.of(many).p();
        assertTrue(exact > 0.001 && exact < 0.9, "a p that tells: " + SignedRank.of(few));
        assertEquals(exact, approximate, 0.01);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    /** All signs of the ranks, one by one. */
    private static double bruteForce(double[] differences) {
        double[] sizes = Arrays.stream(differences)
                .filter(d -> d != 0)
                .map(StrictMath::abs)
                .toArray();
        int n = sizes.length;
        double[] ranks = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                ranks[i] += sizes[j] < sizes[i] ? 1 : sizes[j] == sizes[i] ? 0.5 : 0;
            }
            ranks[i] += 0.5;
        }
        double[] signed = Arrays.stream(differences).filter(d -> d != 0).toArray();
        double total = n * (n + 1) / 2.0;
        double observed = 0;
        for (int i = 0; i < n; i++) {
            observed += signed[i] > 0 ? ranks[i] : 0;
        }
        int extreme = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (signs >> i & 1) == 1 ? ranks[i] : 0;
            }
            extreme += StrictMath.abs(sum - total / 2) >= StrictMath.abs(observed - total / 2) - 1e-9 ? 1 : 0;
        }
        return (double) extreme / (1 << n);
    }
}
