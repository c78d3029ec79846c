package dev.tenon.experiments.run;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.spec.Plan;
import java.util.List;

/**
 * What came of a whole experiment.
 *
 * @param plan what was asked
 * @param trials in the order of the plan: cells, then arms, then seeds
 * @param inputs the data that were read or generated
 * @param features one for each arm: the first seed's network in the last cell; less where that trial failed
 */
public record ExperimentResult(Plan plan, List<TrialRecord> trials, List<Features> features, DataInputs inputs) {}
