package dev.tenon.experiments.record;

import dev.tenon.experiments.run.TrialId;
import java.util.List;

/**
 * Which tensors go into which file, under which names: {@code seed-0/parts/digit/kernel} in the file of the arm. A stage that
 * arms share is written once, with the arm that trained it; where that arm's trial did not keep it, it is written with the
 * arm that uses it, as {@code seed-0@composed/parts/digit/kernel}.
 */
final class WeightPlaces {

    private static final String WEIGHTS = "weights";
    private static final String SCORES = "scores";
    private static final String ANSWERS = "answers";
    private static final String ANALYSES = "analyses";

    /**
     * Where a stage's weights are.
     *
     * @param file within the run folder
     * @param prefix what their names begin with
     */
    record Place(String file, String prefix) {}

    private final Paths paths;

    WeightPlaces(List<TrialId> trials) {
        this.paths = new Paths(trials);
    }

    /** The trial that trains the stages of an arm beside another. */
    static TrialId owner(TrialId trial, String arm) {
        return new TrialId(arm, trial.factors(), trial.seed());
    }

    /** Where an arm's trial has the weights of its own stages. */
    Place withOwner(TrialId owner) {
        return new Place(paths.of(WEIGHTS, owner), seed(owner) + "/");
    }

    /** Where a trial has those of another arm's stages, if that arm's trial did not keep them. */
    Place withUser(TrialId trial, String arm) {
        return new Place(paths.of(WEIGHTS, trial), seed(trial) + "@" + arm + "/");
    }

    /** Whether the weights that an arm's stage of a trial has can be in a place. */
    boolean isPlace(TrialId trial, String arm, Place place) {
        return place.equals(withOwner(owner(trial, arm)))
                || (!arm.equals(trial.arm()) && place.equals(withUser(trial, arm)));
    }

    /** Where the outputs of a trial over the test split are. */
    Place scores(TrialId trial) {
        return new Place(paths.of(SCORES, trial), seed(trial));
    }

    /** Where what would have been right is, and of which examples. */
    Place answers(TrialId trial) {
        return new Place(paths.of(ANSWERS, trial), seed(trial));
    }

    /** Where what analyses found in a trial is: numbers of tables, and with what the tensors' names begin. */
    Place findings(TrialId trial) {
        return new Place(paths.of(ANALYSES, trial).replaceFirst("\\.safetensors$", ".json"), seed(trial) + "/");
    }

    /** The tensors beside the tables that analyses found. */
    static String tensors(Place findings) {
        return findings.file().replaceFirst("\\.json$", ".safetensors");
    }

    private static String seed(TrialId trial) {
        return "seed-" + trial.seed();
    }
}
