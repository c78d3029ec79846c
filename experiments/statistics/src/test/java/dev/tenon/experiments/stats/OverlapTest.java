package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The error rate of the corrected resampled t-test where splits of one pool share a difference that other pools do not: two
 * classifiers by the nearest mean, each of which sees its own half of the features. Over all pools neither is better.
 */
final class OverlapTest {

    private static final int POOL = 120;
    private static final int TEST = 30;
    private static final int SPLITS = 10;
    private static final int FEATURES = 5;
    private static final double SIGNAL = 0.35;

    @Test
    void independentTestsOfOverlappingSplitsAreWrongAndCorrectedOnesAreNot() {
        RandomStream random = new RandomStream(1, "pools");
        int naive = 0;
        int corrected = 0;
        int pools = 600;
        for (int p = 0; p < pools; p++) {
            double[] differences = differences(random, SPLITS);
            naive += PairedTest.of(differences, 0.95, Interval.ALL, 0).p() < 0.05 ? 1 : 0;
            corrected +=
                    PairedTest.of(differences, 0.95, Interval.ALL, 0, OVERLAP).p() < 0.05 ? 1 : 0;
        }
        String rates = naive + " and " + corrected + " of " + pools;
        assertTrue(naive > 0.2 * pools, rates);
        assertTrue(corrected < 0.08 * pools, rates);
    }

    /** Test examples for each training example. */
    static final double OVERLAP = (double) TEST / (POOL - TEST);

    /** Of the two on splits of a new pool. */
    static double[] differences(RandomStream random, int splits) {
        double[][] pool = new double[POOL][2 * FEATURES];
        for (int i = 0; i < POOL; i++) {
            for (int f = 0; f < 2 * FEATURES; f++) {
                pool[i][f] = sign(i) * SIGNAL + random.nextGaussian();
            }
        }
        return IntStream.range(0, splits)
                .mapToDouble(split -> {
                    int[] order = random.permutation(POOL);
                    return accuracy(pool, order, 0) - accuracy(pool, order, FEATURES);
                })
                .toArray();
    }

    private static int sign(int example) {
        return example % 2 == 0 ? 1 : -1;
    }

    /** Of the mean difference between classes over the training examples, on the test examples, which come first. */
    private static double accuracy(double[][] pool, int[] order, int from) {
        double[] weights = new double[FEATURES];
        for (int i = TEST; i < POOL; i++) {
            for (int f = 0; f < FEATURES; f++) {
                weights[f] += sign(order[i]) * pool[order[i]][from + f];
            }
        }
        int right = 0;
        for (int i = 0; i < TEST; i++) {
            double sum = 0;
            for (int f = 0; f < FEATURES; f++) {
                sum += weights[f] * pool[order[i]][from + f];
            }
            right += sum * sign(order[i]) > 0 ? 1 : 0;
        }
        return (double) right / TEST;
    }
}
