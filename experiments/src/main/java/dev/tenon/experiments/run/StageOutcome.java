package dev.tenon.experiments.run;

import java.util.Set;

/**
 * A stage after its training.
 *
 * @param drawn the examples it learned from, as {@code data set/index}
 * @param diverged at which step its loss was infinite or not a number; empty if it was not
 */
record StageOutcome(StageRecord record, Set<String> drawn, String diverged) {}
