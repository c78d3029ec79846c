package dev.tenon.experiments.run;

/**
 * A stage after its training.
 *
 * @param diverged at which step its loss was infinite or not a number; empty if it was not
 */
record StageOutcome(StageRecord record, String diverged) {

    boolean isDiverged() {
        return !diverged.isEmpty();
    }
}
