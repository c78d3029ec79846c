package dev.tenon.experiments.stats;

import java.util.stream.IntStream;

/**
 * Correction of p-values for many comparisons (Holm 1979): whatever is true, the chance of even one false
 * rejection stays below the level. Never weaker than Bonferroni's.
 */
public final class Holm {

    private Holm() {}

    /**
     * Corrected p-values, in the order given. NaN (no test) stays NaN and does not count as a comparison.
     *
     * @param most how many of the hypotheses can be true at once, where some exclude each other (Shaffer,
     *     <i>Modified sequentially rejective multiple test procedures</i>, 1986); at least 1
     */
    public static double[] adjust(double[] p, int most) {
        int[] order = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted((a, b) -> Double.compare(p[a], p[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = p.clone();
        double running = 0;
        for (int i = 0; i < order.length; i++) {
            running = StrictMath.max(running, StrictMath.min(1, StrictMath.min(most, order.length - i) * p[order[i]]));
            adjusted[order[i]] = running;
        }
        return adjusted;
    }
}
