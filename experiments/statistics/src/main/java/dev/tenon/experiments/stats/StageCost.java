package dev.tenon.experiments.stats;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.TrialRecord.Status;
import dev.tenon.experiments.run.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What one stage of an arm costs, in the last cell: of the first seed that completed.
 *
 * @param stage of the arm, or {@code ARM.STAGE} where it is another arm's
 * @param parameters numbers in its network; -1 where several were tried
 * @param multiplyAdds of the network, for one image; -1 where several were tried
 * @param steps minibatches
 * @param examples distinct ones that it learned from or, where settings were chosen, were chosen on
 * @param labels of those examples; empty where the data set is not known
 */
public record StageCost(
        String arm,
        String stage,
        long parameters,
        long multiplyAdds,
        long steps,
        long examples,
        Optional<Labels> labels) {

    /** Of all stages of all arms, in the file's order; empty where nothing is trained. */
    static List<StageCost> of(ExperimentResult result, List<String> arms, Map<String, String> cell) {
        Labels.Counter counter = Labels.Counter.of(result, cell);
        List<StageCost> costs = new ArrayList<>();
        for (String arm : arms) {
            Optional<TrialRecord> first = result.trials(arm, cell).stream()
                    .filter(trial -> trial.status() == Status.COMPLETED)
                    .findFirst();
            first.ifPresent(trial -> trial.tuning().ifPresent(tuning -> costs.add(of(counter, trial, tuning))));
            first.ifPresent(trial -> trial.stages().forEach(stage -> costs.add(of(counter, trial, stage))));
        }
        return costs.stream().anyMatch(cost -> cost.steps > 0) ? costs : List.of();
    }

    /** Of all that was tried: the training examples of the trial, again and again, and the validation examples that decide. */
    private static StageCost of(Labels.Counter counter, TrialRecord trial, Tuning tuning) {
        long learned =
                tuning.tries().stream().mapToLong(Tuning.Try::examples).max().orElse(0);
        return new StageCost(
                trial.id().arm(),
                "tuning: " + Figures.count(tuning.tries().size()) + " tries",
                -1,
                -1,
                tuning.steps(),
                learned + tuning.validation(),
                counter.all(trial));
    }

    private static StageCost of(Labels.Counter counter, TrialRecord trial, StageRecord stage) {
        String arm = trial.id().arm();
        return new StageCost(
                arm,
                stage.arm().equals(arm) ? stage.stage() : stage.arm() + "." + stage.stage(),
                stage.parameters(),
                stage.multiplyAdds(),
                stage.steps(),
                stage.examples(),
                counter.stage(trial, stage));
    }

    /** What all stages of an arm cost together, tuning included. */
    static long total(List<StageCost> costs, String arm, ToLongFunction<StageCost> of) {
        return costs.stream().filter(cost -> cost.arm.equals(arm)).mapToLong(of).sum();
    }

    /** Whether any stage learns from labels of parts, which are told apart then. */
    public static boolean ofParts(List<StageCost> costs) {
        return costs.stream().flatMap(cost -> cost.labels.stream()).anyMatch(labels -> labels.parts() > 0);
    }

    /** Whether arms differ in what the sizes of the compared networks do not show: stages, steps, examples or labels. */
    public static boolean differ(List<StageCost> costs) {
        return costs.stream()
                        .map(cost -> List.of(cost.steps, cost.examples, cost.labels))
                        .distinct()
                        .count()
                > 1;
    }
}
