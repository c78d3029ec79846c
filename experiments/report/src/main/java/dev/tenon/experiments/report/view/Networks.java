package dev.tenon.experiments.report.view;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.NamedTensor;
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

    /** How many inputs a network takes. */
    static int inputs(ExperimentResult result, Features features) {
        return result.plan().first().arms().stream()
                .filter(arm -> arm.name().equals(features.trial().arm()))
                .mapToInt(arm -> arm.last().inputs().size())
                .findFirst()
                .orElse(1);
    }

    /** The name of what an image is; empty if it has none. */
    public static String target(Features features, int index) {
        return index < features.targets().size() ? features.targets().get(index) : "";
    }

    /** The layer that a tensor {@code stage/layer/parameter} belongs to. */
    static String layer(NamedTensor tensor) {
        String[] parts = tensor.name().split("/", -1);
        return parts.length > 2 ? parts[parts.length - 2] : tensor.name();
    }
}
