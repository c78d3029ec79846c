package dev.tenon.experiments.stats;

import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The area under the receiver operating characteristic of one classifier on one test set, and how sure it is for other test examples
 * (DeLong, DeLong and Clarke-Pearson, <i>Comparing the areas under two or more correlated receiver operating characteristic curves: a
 * nonparametric approach</i>, Biometrics 44, 1988; by ranks as Sun and Xu, IEEE Signal Processing Letters 21, 2014).
 *
 * @param value the area: how often a yes scores above a no, ties counting half
 * @param yes of each example that is a yes, how often it scores above a no
 * @param no of each example that is a no, how often a yes scores above it
 */
public record AurocEstimate(double value, double[] yes, double[] no) {

    /**
     * The area of scores, which needs two examples of either kind.
     *
     * @param scores how strongly each example is said to be a yes
     * @param there whether it is one
     */
    public static AurocEstimate of(double[] scores, boolean[] there) {
        double[] positives = picked(scores, there, true);
        double[] negatives = picked(scores, there, false);
        if (positives.length < 2 || negatives.length < 2) {
            throw new IllegalArgumentException(
                    "an area needs two examples of each kind, not " + positives.length + " and " + negatives.length);
        }
        NaturalRanking ranking = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
        double[] all = ranking.rank(scores);
        double[] yes = share(picked(all, there, true), ranking.rank(positives), negatives.length);
        double[] no = share(picked(all, there, false), ranking.rank(negatives), positives.length);
        for (int i = 0; i < no.length; i++) {
            no[i] = 1 - no[i];
        }
        return new AurocEstimate(new Mean().evaluate(yes), yes, no);
    }

    /** Of each rank among all what it has below it among the others, as a part of them. */
    private static double[] share(double[] all, double[] own, int others) {
        double[] shares = new double[all.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (all[i] - own[i]) / others;
        }
        return shares;
    }

    private static double[] picked(double[] values, boolean[] there, boolean which) {
        return IntStream.range(0, values.length)
                .filter(i -> there[i] == which)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    /** Where the area lies over other test examples, cut off at 0 and 1; none where every yes is above every no, or all are alike. */
    public Interval interval(double confidence) {
        double error = StrictMath.sqrt(covariance(this));
        return error > 0 ? around(value, error, confidence).within(new Interval(0, 1)) : Interval.NONE;
    }

    /**
     * This area minus that of another classifier on the same examples.
     *
     * @param other of the same examples in the same order
     */
    public Pair minus(AurocEstimate other, double confidence) {
        double difference = value - other.value;
        double variance = covariance(this) + other.covariance(other) - 2 * covariance(other);
        double error = StrictMath.sqrt(StrictMath.max(0, variance));
        if (!(error > 1e-12)) {
            return new Pair(difference, Interval.NONE, Double.NaN);
        }
        double p = 2 * NormalDistribution.of(0, 1).survivalProbability(StrictMath.abs(difference) / error);
        return new Pair(difference, around(difference, error, confidence).within(new Interval(-1, 1)), p);
    }

    /**
     * Two areas on the same examples.
     *
     * @param difference of the first minus the second
     * @param interval none where they do not vary apart
     * @param p of no difference, two-sided; NaN where they do not vary apart
     */
    public record Pair(double difference, Interval interval, double p) {}

    private double covariance(AurocEstimate other) {
        Covariance covariance = new Covariance();
        return covariance.covariance(yes, other.yes) / yes.length + covariance.covariance(no, other.no) / no.length;
    }

    private static Interval around(double value, double error, double confidence) {
        double half = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2) * error;
        return new Interval(value - half, value + half);
    }
}
