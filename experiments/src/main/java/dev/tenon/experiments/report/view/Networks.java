package dev.tenon.experiments.report.view;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.TrialRecord;

/** Looks things up that belong to one trained network. */
public final class Networks {

    private Networks() {}

    /** The trial whose network gave features. */
    public static TrialRecord trial(ExperimentResult result, Features features) {
        return result.trials().stream()
                .filter(trial -> trial.id().equals(features.trial()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "features of a trial that is not in the result: " + features.trial()));
    }

    /** The name of what an image is; empty if it has none. */
    public static String target(Features features, int index) {
        return index < features.targets().size() ? features.targets().get(index) : "";
    }
}
