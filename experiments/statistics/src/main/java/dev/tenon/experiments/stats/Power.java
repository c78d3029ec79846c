package dev.tenon.experiments.stats;

import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How likely a comparison is to find a difference that is there: the power of the paired t-test, corrected or not for overlapping
 * splits.
 *
 * @param effect the difference, above 0
 * @param deviation of the differences between seeds, above 0
 * @param overlap as of {@link Estimate#of(double[], double, Interval, double)}
 * @param level of significance of a single comparison, two-sided
 */
public record Power(double effect, double deviation, double overlap, double level) {

    /** The most seeds that an experiment can have. */
    public static final int MOST = 100_000;

    private static final int STRIPS = 500;

    /** How likely n seeds, at least 2, are to tell that there is a difference. */
    public double of(int n) {
        int freedom = n - 1;
        double shift = effect / Estimate.error(deviation, n, overlap);
        double critical = TDistribution.of(freedom).inverseSurvivalProbability(level / 2);
        NormalDistribution normal = NormalDistribution.of(0, 1);
        ChiSquaredDistribution variance = ChiSquaredDistribution.of(freedom);
        // The noncentral t distribution, as a normal one whose scale has the distribution of the deviation: the mean
        // over strips
        // of that which are equally likely.
        double power = 0;
        for (int i = 0; i < STRIPS; i++) {
            double scale = StrictMath.sqrt(variance.inverseCumulativeProbability((i + 0.5) / STRIPS) / freedom);
            power += normal.survivalProbability(critical * scale - shift)
                    + normal.cumulativeProbability(-critical * scale - shift);
        }
        return power / STRIPS;
    }

    /** The fewest seeds with so much power, at least {@link Verdict#FEWEST}; empty if {@link #MOST} have not. */
    public OptionalInt seeds(double wanted) {
        if (of(MOST) < wanted) {
            return OptionalInt.empty();
        }
        int low = Verdict.FEWEST - 1;
        int high = MOST;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (of(middle) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalInt.of(high);
    }

    /**
     * A deviation that the true one exceeds in one of five cases, from that of a pilot: what a plan should reckon with (Browne, <i>On
     * the use of a pilot sample for sample size determination</i>, Statistics in Medicine 14, 1995).
     *
     * @param n values of the pilot, at least 2
     */
    public static double cautious(double deviation, int n) {
        return deviation
                * StrictMath.sqrt((n - 1) / ChiSquaredDistribution.of(n - 1).inverseCumulativeProbability(0.2));
    }
}
