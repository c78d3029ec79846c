package dev.tenon.experiments;

import dev.tenon.experiments.stats.Difference;

/**
 * An arm compared with the reference arm on the seeds that both have, over all cells that the file judges by.
 *
 * <p>Experimental.
 *
 * @param arm which is compared
 * @param reference with which
 * @param difference the arm's mean of the primary metric minus the reference's
 * @param p of the test against no difference, after Holm's correction; NaN if there was no test
 * @param effect size, Hedges' g; NaN if there is none
 * @param verdict what follows
 * @param sentence the same for people
 * @since 0.2
 */
public record Comparison(
        String arm, String reference, Mean difference, double p, double effect, Verdict verdict, String sentence) {

    /** What a comparison shows. */
    public enum Verdict {
        /** The arm is better, by an amount that the test does not put down to chance. */
        BETTER,
        /** The arm is worse. */
        WORSE,
        /** Whatever difference there is, it is smaller than what matters. */
        NO_RELEVANT_DIFFERENCE,
        /** The data do not say. */
        CANNOT_TELL
    }

    static Comparison of(dev.tenon.experiments.stats.ExperimentComparison all, Difference difference) {
        return new Comparison(
                difference.arm(),
                all.reference(),
                Mean.of(difference.test().difference()),
                difference.corrected(),
                difference.test().effect().g(),
                switch (difference.verdict()) {
                    case BETTER -> Verdict.BETTER;
                    case WORSE -> Verdict.WORSE;
                    case NO_RELEVANT_DIFFERENCE -> Verdict.NO_RELEVANT_DIFFERENCE;
                    case CANNOT_TELL -> Verdict.CANNOT_TELL;
                },
                all.armConclusions().getOrDefault(difference.arm(), ""));
    }
}
