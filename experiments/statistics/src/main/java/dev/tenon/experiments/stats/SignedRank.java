package dev.tenon.experiments.stats;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Wilcoxon's signed-rank test of paired differences (Wilcoxon 1945): zeros are left out, ties share the mean of
 * their ranks. The p-value is exact, ties or not, up to {@link #EXACT} differences: the distribution of the sum of
 * positive ranks over all equally likely signs is counted out. Beyond that it is the normal approximation with
 * corrections for ties and continuity.
 *
 * @param n differences that are not zero
 * @param positive sum of the ranks of positive differences
 * @param negative sum of the ranks of negative differences
 * @param p two-sided; 1 if all differences are zero, NaN if there was no test
 */
public record SignedRank(int n, double positive, double negative, double p) {

    /** No test: too few differences, or none that vary. */
    static final SignedRank NONE = new SignedRank(0, 0, 0, Double.NaN);

    /** The most differences for which all signs are counted. */
    public static final int EXACT = 200;

    /** Tests whether differences are symmetric about zero. */
    public static SignedRank of(double[] differences) {
        double[] nonzero = Arrays.stream(differences).filter(d -> d != 0).toArray();
        int n = nonzero.length;
        if (n == 0) {
            return new SignedRank(0, 0, 0, 1);
        }
        int[] doubled = doubledRanks(nonzero);
        int positive = IntStream.range(0, n)
                .filter(i -> nonzero[i] > 0)
                .map(i -> doubled[i])
                .sum();
        int total = Arrays.stream(doubled).sum();
        double p = n <= EXACT ? exact(doubled, positive, total) : approximate(doubled, positive, total);
        return new SignedRank(n, positive / 2.0, (total - positive) / 2.0, p);
    }

    /** The smallest two-sided p-value that some number of differences can give. */
    public static double smallest(int n) {
        return n == 0 ? 1 : StrictMath.min(1, StrictMath.pow(2, 1 - n));
    }

    /** Twice the ranks of the sizes, so that shared ranks are whole numbers. */
    private static int[] doubledRanks(double[] values) {
        int n = values.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) -> Double.compare(StrictMath.abs(values[a]), StrictMath.abs(values[b])))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ranks = new int[n];
        for (int from = 0, to; from < n; from = to) {
            to = from + 1;
            while (to < n && tied(values[order[from]], values[order[to]])) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = from + 1 + to;
            }
        }
        return ranks;
    }

    /** Differences of metrics that are fractions tie when only rounding tells them apart. */
    private static boolean tied(double a, double b) {
        double x = StrictMath.abs(a);
        double y = StrictMath.abs(b);
        return y - x <= 1e-12 * y;
    }

    private static double exact(int[] doubled, int positive, int total) {
        double[] chance = new double[total + 1];
        chance[0] = 1;
        int reach = 0;
        for (int rank : doubled) {
            for (int sum = reach; sum >= 0; sum--) {
                double half = chance[sum] / 2;
                chance[sum] = half;
                chance[sum + rank] += half;
            }
            reach += rank;
        }
        int extreme = StrictMath.min(positive, total - positive);
        double tail = 0;
        for (int sum = 0; sum <= extreme; sum++) {
            tail += chance[sum];
        }
        return StrictMath.min(1, 2 * tail);
    }

    private static double approximate(int[] doubled, int positive, int total) {
        double variance =
                Arrays.stream(doubled).mapToDouble(r -> r * (double) r / 16).sum();
        double distance = StrictMath.abs(positive / 2.0 - total / 4.0) - 0.5;
        double z = StrictMath.max(0, distance) / StrictMath.sqrt(variance);
        return StrictMath.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(z));
    }
}
