package dev.tenon.experiments.stats;

import dev.tenon.experiments.data.DataInputs.LoadedColumn;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.TrialRecord.Status;
import dev.tenon.experiments.run.Tuning;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What one stage of an arm costs, in the last cell: of the first seed that completed.
 *
 * @param stage of the arm, or {@code ARM.STAGE} where it is another arm's
 * @param parameters numbers in its network; -1 where several were tried
 * @param multiplyAdds of the network, for one image; -1 where several were tried
 * @param steps minibatches
 * @param examples distinct ones that it learned from or, where settings were chosen, were chosen on
 * @param labels labels or numbers of those examples together; empty where the data set is not known
 */
public record StageCost(
        String arm, String stage, long parameters, long multiplyAdds, long steps, long examples, OptionalLong labels) {

    /** Of all stages of all arms, in the file's order; empty where nothing is trained. */
    static List<StageCost> of(ExperimentResult result, List<String> arms, Map<String, String> cell) {
        List<StageCost> costs = new ArrayList<>();
        for (String arm : arms) {
            Optional<TrialRecord> first = result.trials(arm, cell).stream()
                    .filter(trial -> trial.status() == Status.COMPLETED)
                    .findFirst();
            first.ifPresent(trial -> trial.tuning().ifPresent(tuning -> costs.add(of(result, trial, tuning))));
            first.map(TrialRecord::stages).orElse(List.of()).forEach(stage -> costs.add(of(result, arm, stage)));
        }
        return costs.stream().anyMatch(cost -> cost.steps > 0) ? costs : List.of();
    }

    /** Of all that was tried: the training examples of the trial, again and again, and the validation examples that decide. */
    private static StageCost of(ExperimentResult result, TrialRecord trial, Tuning tuning) {
        long learned =
                tuning.tries().stream().mapToLong(Tuning.Try::examples).max().orElse(0);
        StageRecord last = trial.last();
        OptionalLong each = labels(result, last, 1);
        OptionalLong trained = trial.stages().stream()
                .map(stage -> labels(result, stage, stage.examples()))
                .reduce((a, b) -> a.isPresent() && b.isPresent()
                        ? OptionalLong.of(a.getAsLong() + b.getAsLong())
                        : OptionalLong.empty())
                .orElse(OptionalLong.empty());
        return new StageCost(
                trial.id().arm(),
                "tuning: " + Figures.count(tuning.tries().size()) + " tries",
                -1,
                -1,
                tuning.steps(),
                learned + tuning.validation(),
                each.isPresent() && trained.isPresent()
                        ? OptionalLong.of(trained.getAsLong() + each.getAsLong() * tuning.validation())
                        : OptionalLong.empty());
    }

    private static OptionalLong labels(ExperimentResult result, StageRecord stage, long examples) {
        return result.inputs().sets().stream()
                .filter(set -> set.name().equals(stage.data()) && set.columns().size() > 1)
                .mapToLong(set -> labels(set, spec(result, stage)) * examples)
                .findFirst();
    }

    private static StageCost of(ExperimentResult result, String arm, StageRecord stage) {
        return new StageCost(
                arm,
                stage.arm().equals(arm) ? stage.stage() : stage.arm() + "." + stage.stage(),
                stage.parameters(),
                stage.multiplyAdds(),
                stage.steps(),
                stage.examples(),
                labels(result, stage, stage.examples()));
    }

    private static Optional<StageSpec> spec(ExperimentResult result, StageRecord stage) {
        return result.plan().first().arms().stream()
                .filter(arm -> arm.name().equals(stage.arm()))
                .flatMap(arm -> arm.stages().stream())
                .filter(each -> each.id().equals(stage.stage()))
                .findFirst();
    }

    /** Labels of an example: of the columns that losses hold something against, those that the network is given as inputs apart. */
    private static long labels(LoadedSet set, Optional<StageSpec> stage) {
        String target = set.columns().get(1).name();
        Set<String> against = stage.map(known -> known.train().terms().stream()
                        .map(term -> term.against().orElse(target))
                        .filter(name -> !known.inputs().contains(name))
                        .collect(Collectors.toSet()))
                .orElse(Collections.singleton(target));
        return set.columns().stream()
                .filter(column -> against.contains(column.name()))
                .mapToLong(LoadedColumn::numbers)
                .sum();
    }

    /** What all stages of an arm cost together, tuning included. */
    static long total(List<StageCost> costs, String arm, ToLongFunction<StageCost> of) {
        return costs.stream().filter(cost -> cost.arm.equals(arm)).mapToLong(of).sum();
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
