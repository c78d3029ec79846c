package dev.tenon.experiments.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How many of some cases, with two intervals of the probability behind it.
 *
 * @param hits which are counted; not a whole number where ties count half
 * @param of how many there are; not a whole number where they are not independent
 * @param wilson whose coverage is close to the confidence on average (Wilson, <i>Probable inference, the law of succession, and
 *     statistical inference</i>, 1927); none of no cases
 * @param exact whose coverage is at least the confidence whatever the probability (Clopper and Pearson 1934); none where numbers are
 *     not whole
 */
public record Proportion(double hits, double of, Interval wilson, Interval exact) {

    /** Nothing counted. */
    static final Proportion NONE = new Proportion(0, 0, Interval.NONE, Interval.NONE);

    /** Counts of independent cases. */
    public static Proportion of(int hits, int of, double confidence) {
        if (of == 0) {
            return NONE;
        }
        double tail = (1 - confidence) / 2;
        Interval exact = new Interval(
                hits == 0 ? 0 : BetaDistribution.of(hits, of - hits + 1).inverseCumulativeProbability(tail),
                hits == of ? 1 : BetaDistribution.of(hits + 1, of - hits).inverseSurvivalProbability(tail));
        return new Proportion(hits, of, wilson(hits, of, confidence), exact);
    }

    /** Parts of cases that need not be independent. */
    static Proportion of(double hits, double of, double confidence) {
        return of > 0 ? new Proportion(hits, of, wilson(hits, of, confidence), Interval.NONE) : NONE;
    }

    /** The proportion; NaN of no cases. */
    public double value() {
        return hits / of;
    }

    private static Interval wilson(double hits, double of, double confidence) {
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
        double share = hits / of;
        double centre = share + z * z / (2 * of);
        double half = z * StrictMath.sqrt(share * (1 - share) / of + z * z / (4 * of * of));
        double width = 1 + z * z / of;
        return new Interval((centre - half) / width, (centre + half) / width).within(new Interval(0, 1));
    }
}
