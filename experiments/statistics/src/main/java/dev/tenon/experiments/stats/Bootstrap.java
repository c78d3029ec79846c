package dev.tenon.experiments.stats;

import dev.tenon.api.numerics.RandomStream;
import java.util.Arrays;

/** Draws of seeds with replacement (Efron 1979): the same for all that has as many seeds, so that what is compared stays paired. */
final class Bootstrap {

    static final int DRAWS = 1000;

    private Bootstrap() {}

    /** Which of n seeds each draw takes. */
    static int[][] draws(int n, String name) {
        RandomStream random = new RandomStream(n, name);
        int[][] draws = new int[DRAWS][n];
        for (int[] draw : draws) {
            for (int i = 0; i < n; i++) {
                draw[i] = (int) (random.nextDouble() * n);
            }
        }
        return draws;
    }

    /**
     * The percentile interval.
     *
     * @param values one for each draw, NaN where it gave none, infinite ones allowed; no interval where one in twenty or more gave none
     * @param middle what all seeds give
     * @param wider how many times farther away it reaches, for seeds that overlap; 1 for independent ones
     */
    static Interval interval(double[] values, double middle, double confidence, double wider) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length < 0.95 * DRAWS || Double.isNaN(middle)) {
            return Interval.NONE;
        }
        double tail = (1 - confidence) / 2;
        double low = sorted[(int) StrictMath.floor(tail * (sorted.length - 1))];
        double high = sorted[(int) StrictMath.ceil((1 - tail) * (sorted.length - 1))];
        return wider == 1 || Double.isInfinite(middle)
                ? new Interval(low, high)
                : new Interval(middle + wider * (low - middle), middle + wider * (high - middle));
    }
}
