package dev.tenon.experiments.stats;

import org.apache.commons.statistics.inference.TTest;

/**
 * Two arms on the same seeds: what the differences (arm minus reference) say.
 *
 * <p>The deciding test follows from the number of pairs, not from what came out, so that nobody picks the test
 * that pleases: the paired t-test, whose interval is the one reported. With so few seeds Wilcoxon's test could
 * hardly reject after correction (its smallest p is 2^(1-n)); it is reported beside. Only where the differences
 * do not vary, so that t does not exist, Wilcoxon's exact test decides.
 *
 * @param difference mean difference and its interval
 * @param t two-sided p of the paired t-test; NaN where it does not exist
 * @param wilcoxon Wilcoxon's signed-rank test
 * @param decides which test counts
 * @param effect how large the difference is
 */
public record PairedTest(Estimate difference, double t, SignedRank wilcoxon, Kind decides, EffectSize effect) {

    /** A test of paired differences. */
    public enum Kind {
        T("paired t-test"),
        WILCOXON("Wilcoxon signed-rank test"),
        NONE("no test");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Its name in a sentence. */
        public String words() {
            return words;
        }
    }

    /**
     * Tests differences against zero.
     *
     * @param differences one for each shared seed; any number, also none
     */
    public static PairedTest of(double[] differences, double confidence) {
        Estimate estimate = Estimate.of(differences, confidence);
        SignedRank wilcoxon = SignedRank.of(differences);
        boolean varies = estimate.deviation() > 0;
        double t = varies ? TTest.withDefaults().test(differences).getPValue() : Double.NaN;
        Kind decides = differences.length < 2 ? Kind.NONE : varies ? Kind.T : Kind.WILCOXON;
        return new PairedTest(estimate, t, wilcoxon, decides, EffectSize.of(estimate, wilcoxon));
    }

    /** The p-value that counts, before correction; NaN for fewer than two pairs. */
    public double p() {
        return switch (decides) {
            case T -> t;
            case WILCOXON -> wilcoxon.p();
            case NONE -> Double.NaN;
        };
    }
}
