package dev.tenon.experiments.stats;

import java.util.Optional;

/**
 * What is found beside the comparison of arms.
 *
 * @param testSet what one network of each arm did on its test examples; empty if answers are not recorded
 * @param laws how errors change with a varied number; empty unless the file asks for it
 */
public record Findings(Optional<TestSet> testSet, Optional<Laws> laws) {}
