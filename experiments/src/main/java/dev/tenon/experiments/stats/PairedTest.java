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
 * @param wilcoxon Wilcoxon's signed-rank test
 * @param effect how large the difference is
 */
public record PairedTest(Estimate difference, double p, double alike, SignedRank wilcoxon, EffectSize effect) {

    /**
     * Tests differences.
     *
     * @param differences one for each shared seed; any number, also none
     * @param bounds of each difference; infinite where there is none
     * @param relevant the smallest difference that matters; 0 if any does
     */
    public static PairedTest of(double[] differences, double confidence, Interval bounds, double relevant) {
        Estimate free = Estimate.of(differences, confidence);
        Estimate estimate = new Estimate(
                free.n(), free.mean(), free.deviation(), free.interval().within(bounds));
        if (!(estimate.deviation() > 0)) {
            return new PairedTest(estimate, Double.NaN, Double.NaN, SignedRank.NONE, EffectSize.of(estimate));
        }
        double p = TTest.withDefaults().test(differences).getPValue();
        double error = estimate.deviation() / StrictMath.sqrt(estimate.n());
        double room = (relevant - StrictMath.abs(estimate.mean())) / error;
        double alike = relevant > 0
                ? StrictMath.min(1, 2 * TDistribution.of(estimate.n() - 1).survivalProbability(room))
                : Double.NaN;
        return new PairedTest(estimate, p, alike, SignedRank.of(differences), EffectSize.of(estimate));
    }

    /** Whether differences vary between seeds, so that there is a test. */
    public boolean varies() {
        return difference.deviation() > 0;
    }
}
