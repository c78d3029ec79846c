package dev.tenon.experiments.run;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.read.Repeats;
import dev.tenon.experiments.spec.Plan;
import java.util.List;
import java.util.Map;

/**
 * What came of a whole experiment.
 *
 * @param plan what was asked
 * @param trials in the order of the plan: cells, then arms, then seeds; each once, though it may stand in several cells
 * @param inputs the data that were read or generated
 * @param features one for each arm: the first seed's network in the last cell; less where that trial failed
 * @param across what analyses found by holding trials against each other; none while trials are missing
 */
public record ExperimentResult(
        Plan plan, List<TrialRecord> trials, List<Features> features, DataInputs inputs, List<Finding> across) {

    /** A result of which nothing was found across trials. */
    public ExperimentResult(Plan plan, List<TrialRecord> trials, List<Features> features, DataInputs inputs) {
        this(plan, trials, features, inputs, List.of());
    }

    /** The trials of an arm in a cell, which may have been run in an earlier cell: see {@link Repeats}. */
    public List<TrialRecord> trials(String arm, Map<String, String> factors) {
        Map<String, String> ran = Repeats.of(plan).first(arm, factors);
        return trials.stream()
                .filter(trial ->
                        trial.id().arm().equals(arm) && trial.id().factors().equals(ran))
                .toList();
    }
}
