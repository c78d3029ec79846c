package dev.tenon.experiments.stats;

import java.util.Map;
import java.util.Optional;

/**
 * What one arm came to in one cell of the design.
 *
 * @param factors the varied settings; empty if nothing is varied
 * @param metrics mean over seeds of each metric, in the order trials name them
 * @param trials how many were run in this cell; none where those of an earlier cell stand for them
 * @param completed those that gave metrics
 * @param diverged those whose loss became infinite or not a number
 * @param failed those in which something threw
 * @param parameters numbers in the last stage's network, trained or not; -1 if no trial got so far
 * @param trainable numbers in it that training may change
 * @param multiplyAdds of the last stage's network, for one image
 * @param nominal examples that the setting {@code train.examples} names; the last stage's own if it names none
 * @param charged distinct examples that all stages learned from, shared stages included: mean over seeds
 * @param labels that it learned from, of the first seed that completed; empty where that is not known
 */
public record ArmSummary(
        String arm,
        Map<String, String> factors,
        Map<String, Estimate> metrics,
        int trials,
        int completed,
        int diverged,
        int failed,
        long parameters,
        long trainable,
        long multiplyAdds,
        double nominal,
        double charged,
        Optional<Labels> labels) {

    /** The estimate of a metric; of no values where no trial has it. */
    public Estimate metric(String name) {
        Estimate estimate = metrics.get(name);
        return estimate == null ? Estimate.of(new double[0], 0.95) : estimate;
    }
}
