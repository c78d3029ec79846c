package dev.tenon.experiments.stats;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What differs between the seeds of an experiment, and so what intervals over seeds are about. */
final class Sources {

    private Sources() {}

    /**
     * In two sentences.
     *
     * @param varied whether the primary metric differed between any two seeds
     */
    static String of(ExperimentResult result, boolean varied) {
        List<String> drawn = varied ? drawn(result) : List.of();
        return drawn.isEmpty()
                ? "Nothing that seeds draw changed the result: it says nothing of chance, and nothing of other data."
                : "Intervals and tests are about other seeds of this experiment: a seed draws " + Conclusions.and(drawn)
                        + ". They do not cover other data: the data sets, their split into training, validation and test, and"
                        + " the test examples are the same for all seeds.";
    }

    private static List<String> drawn(ExperimentResult result) {
        boolean weights = false;
        boolean dropout = false;
        boolean choice = false;
        boolean changed = false;
        boolean mixed = false;
        boolean sampled = false;
        int batch = Integer.MAX_VALUE;
        Set<String> trained = new LinkedHashSet<>();
        int most = 0;
        for (StageRecord stage : result.trials().stream()
                .flatMap(trial -> trial.stages().stream())
                .toList()) {
            if (stage.steps() > 0) {
                trained.add(stage.arm() + "/" + stage.stage());
                most = StrictMath.max(most, stage.examples());
            }
        }
        for (Plan.Cell cell : result.plan().cells()) {
            for (ArmSpec arm : cell.spec().arms()) {
                for (StageSpec stage : arm.stages()) {
                    if (trained.contains(arm.name() + "/" + stage.id())) {
                        batch = StrictMath.min(batch, stage.train().batch());
                        choice |= stage.train().examples().isPresent()
                                || stage.train().share() < 1;
                        changed |= !stage.train().augmentations().isEmpty();
                        mixed |= stage.train().mixup().isPresent();
                        sampled |= stage.train().sample().isPresent();
                        for (LayerSpec layer : stage.layers()) {
                            weights |= layer.weights() instanceof WeightSource.Fresh;
                            dropout |= layer.layer().type().equals("dropout");
                        }
                    }
                }
            }
        }
        List<String> drawn = new ArrayList<>();
        if (weights) {
            drawn.add("the initial weights");
        }
        if (most > batch || sampled) {
            drawn.add("the order of the examples");
        }
        if (dropout) {
            drawn.add("what dropout leaves out");
        }
        if (changed) {
            drawn.add("how training examples are changed");
        }
        if (mixed) {
            drawn.add("which examples are mixed");
        }
        if (choice) {
            drawn.add("which of the training examples are learned from");
        }
        return drawn;
    }
}
