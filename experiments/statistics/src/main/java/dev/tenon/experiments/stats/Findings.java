package dev.tenon.experiments.stats;

import java.util.Optional;

/**
 * What is found beside the comparison of arms.
 *
 * @param testSet what one network of each arm did on its test examples; empty if answers are not recorded
 * @param laws how errors change with a varied number; empty unless the file asks for it
 * @param ranks of arms over several data sets; empty unless the file asks for it
 * @param components where variance comes from; empty unless the experiment crosses sources of it
 * @param pairs all pairs of arms; empty unless the file asks for them
 */
public record Findings(
        Optional<TestSet> testSet,
        Optional<Laws> laws,
        Optional<Ranks> ranks,
        Optional<Components> components,
        Optional<ArmPairs> pairs) {}
