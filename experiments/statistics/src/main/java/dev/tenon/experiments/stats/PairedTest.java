package dev.tenon.experiments.stats;

import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.TTest;

/**
 * Two arms on the same seeds: what the differences (arm minus reference) say.
 *
 * <p>The paired t-test decides, whose interval is the one reported. With so few seeds Wilcoxon's test could hardly
 * reject after correction (its smallest p is 2^(1-n)); it is reported beside. Where the differences do not vary there is
 * no test: copies of one training say nothing of chance, however many they are.
 *
 * @param difference mean difference and its interval
 * @param p two-sided p of the paired t-test against no difference; NaN where there is no test
 * @param alike p of the two one-sided t-tests against a difference that matters (Schuirmann 1987), doubled, so that it is
 *     below a level where the interval at that level lies between the smallest differences that matter; NaN where there is
 *     no test or every difference matters
 * @param wilcoxon Wilcoxon's signed-rank test; none where differences are not independent
 * @param effect how large the difference is
 * @param opinion what other views say of it
 */
public record PairedTest(
        Estimate difference, double p, double alike, SignedRank wilcoxon, EffectSize effect, Opinion opinion) {

    /**
     * Tests differences.
     *
     * @param differences one for each shared seed; any number, also none
     * @param bounds of each difference; infinite where there is none
     * @param relevant the smallest difference that matters; 0 if any does
     */
    public static PairedTest of(double[] differences, double confidence, Interval bounds, double relevant) {
        return of(differences, confidence, bounds, relevant, 0);
    }

    /**
     * Tests differences that may have a part of their variance in common.
     *
     * @param overlap as of {@link Estimate#of(double[], double, Interval, double)}; above 0 the t-test is the corrected resampled
     *     one (Nadeau and Bengio 2003; for repeated k-fold cross-validation Bouckaert and Frank 2004), and there is no signed-rank
     *     test, which needs independent differences
     */
    public static PairedTest of(
            double[] differences, double confidence, Interval bounds, double relevant, double overlap) {
        return of(differences, confidence, bounds, relevant, Dependence.of(differences.length, overlap));
    }

    static PairedTest of(
            double[] differences, double confidence, Interval bounds, double relevant, Dependence dependence) {
        Estimate free = Estimate.of(differences, confidence, Interval.ALL, dependence);
        Estimate estimate = new Estimate(
                free.n(), free.mean(), free.deviation(), free.interval().within(bounds));
        if (!(estimate.deviation() > 0)) {
            return new PairedTest(
                    estimate, Double.NaN, Double.NaN, SignedRank.NONE, EffectSize.of(estimate), Opinion.NONE);
        }
        boolean independent = dependence.isOf(estimate.n());
        double error = Estimate.error(estimate.deviation(), estimate.n(), dependence.overlap());
        TDistribution student = TDistribution.of(dependence.freedom());
        double p = independent
                ? TTest.withDefaults().test(differences).getPValue()
                : StrictMath.min(1, 2 * student.survivalProbability(StrictMath.abs(estimate.mean()) / error));
        double room = (relevant - StrictMath.abs(estimate.mean())) / error;
        double alike = relevant > 0 ? StrictMath.min(1, 2 * student.survivalProbability(room)) : Double.NaN;
        SignedRank ranks = independent ? SignedRank.of(differences) : SignedRank.NONE;
        Opinion opinion = Opinion.of(differences, estimate, confidence, relevant, dependence);
        return new PairedTest(estimate, p, alike, ranks, EffectSize.of(estimate), opinion);
    }

    /** Whether differences vary between seeds, so that there is a test. */
    public boolean varies() {
        return difference.deviation() > 0;
    }
}
