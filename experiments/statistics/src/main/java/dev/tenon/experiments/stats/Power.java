package dev.tenon.experiments.stats;

import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
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
    private static final int PILOT_STRIPS = 60;

    /** How likely n seeds, at least 2, are to tell that there is a difference. */
    public double of(int n) {
        return of(n, new double[] {1}, STRIPS);
    }

    /**
     * The same where the deviation is that of a pilot: the mean over the true deviations that the pilot leaves open, whose squares are
     * those of the pilot times its degrees of freedom over a chi-squared number. It is about how often experiments planned from such
     * pilots tell that there is a difference, while {@link #of(int)} promises more than they keep.
     *
     * @param pilot values of the pilot, at least 2
     */
    public double of(int n, int pilot) {
        double[] open = roots(pilot - 1, PILOT_STRIPS);
        for (int i = 0; i < open.length; i++) {
            open[i] = 1 / open[i];
        }
        return of(n, open, PILOT_STRIPS);
    }

    /**
     * The mean power.
     *
     * @param deviations equally likely ones, as parts of the deviation
     */
    private double of(int n, double[] deviations, int strips) {
        double shift = effect / Estimate.error(deviation, n, overlap);
        double critical = TDistribution.of(n - 1).inverseSurvivalProbability(level / 2);
        NormalDistribution normal = NormalDistribution.of(0, 1);
        // The noncentral t distribution, as a normal one whose scale has the distribution of the deviation: the mean
        // over strips of that which are equally likely.
        double[] scales = roots(n - 1, strips);
        double power = 0;
        for (double part : deviations) {
            for (double scale : scales) {
                power += normal.survivalProbability(critical * scale - shift / part)
                        + normal.cumulativeProbability(-critical * scale - shift / part);
            }
        }
        return power / scales.length / deviations.length;
    }

    /** Equally likely roots of a chi-squared number over its degrees of freedom. */
    private static double[] roots(int freedom, int strips) {
        ChiSquaredDistribution variance = ChiSquaredDistribution.of(freedom);
        double[] roots = new double[strips];
        for (int i = 0; i < strips; i++) {
            roots[i] = StrictMath.sqrt(variance.inverseCumulativeProbability((i + 0.5) / strips) / freedom);
        }
        return roots;
    }

    /** The fewest seeds with so much power, at least {@link Verdict#FEWEST}; empty if {@link #MOST} have not. */
    public OptionalInt seeds(double wanted) {
        return fewest(wanted, this::of);
    }

    /** The same where the deviation is that of a pilot, as of {@link #of(int, int)}. */
    public OptionalInt seeds(double wanted, int pilot) {
        return fewest(wanted, n -> of(n, pilot));
    }

    private static OptionalInt fewest(double wanted, IntToDoubleFunction power) {
        int low = Verdict.FEWEST - 1;
        int high = Verdict.FEWEST;
        while (power.applyAsDouble(high) < wanted) { // Upwards: large numbers take long, and few plans need them.
            if (high == MOST) {
                return OptionalInt.empty();
            }
            low = high;
            high = StrictMath.min(MOST, 2 * high);
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (power.applyAsDouble(middle) < wanted) {
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
