package dev.tenon.experiments.stats;

import java.util.Optional;

/**
 * What is found beside the comparison of arms.
 *
 * @param testSet what one network of each arm did on its test examples; empty if answers are not recorded
 */
public record Findings(Optional<TestSet> testSet) {}
