package dev.tenon.experiments.stats;

/** What a comparison with the reference arm shows. */
public enum Verdict {
    /** The arm is better, by an amount that the test does not put down to chance. */
    BETTER,
    /** The arm is worse. */
    WORSE,
    /** Whatever difference there is, it is smaller than what matters. */
    NO_RELEVANT_DIFFERENCE,
    /** The data do not say. */
    CANNOT_TELL;

    /** With fewer shared seeds than this nothing is concluded. */
    public static final int FEWEST = 5;

    /**
     * What follows from a test.
     *
     * @param corrected the p-value against no difference, corrected; NaN if there was no test
     * @param alike the p-value against a difference that matters, corrected alike; NaN if there was no test
     * @param level of significance, as 0.05
     */
    static Verdict of(PairedTest test, double corrected, double alike, double level, boolean higherIsBetter) {
        Estimate difference = test.difference();
        if (difference.n() < FEWEST) {
            return CANNOT_TELL;
        }
        if (alike < level) {
            return NO_RELEVANT_DIFFERENCE;
        }
        if (!(corrected < level)) {
            return CANNOT_TELL;
        }
        return difference.mean() > 0 == higherIsBetter ? BETTER : WORSE;
    }
}
