package dev.tenon.experiments.stats;

import dev.tenon.experiments.data.DataInputs.LoadedColumn;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.TrialRecord.Status;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one stage of an arm costs, in the last cell: of the first seed that completed.
 *
 * @param stage of the arm, or {@code ARM.STAGE} where it is another arm's
 * @param parameters numbers in its network
 * @param multiplyAdds of the network, for one image
 * @param steps minibatches
 * @param examples distinct ones that it learned from
 * @param labels labels or numbers of those examples together; empty where the data set is not known
 */
public record Cost(
        String arm, String stage, long parameters, long multiplyAdds, long steps, long examples, OptionalLong labels) {

    /** Of all stages of all arms, in the file's order; empty where nothing is trained. */
    static List<Cost> of(ExperimentResult result, List<String> arms, Map<String, String> cell) {
        List<Cost> costs = new ArrayList<>();
        for (String arm : arms) {
            result.trials(arm, cell).stream()
                    .filter(trial -> trial.status() == Status.COMPLETED)
                    .findFirst()
                    .map(TrialRecord::stages)
                    .orElse(List.of())
                    .forEach(stage -> costs.add(of(result, arm, stage)));
        }
        return costs.stream().anyMatch(cost -> cost.steps > 0) ? costs : List.of();
    }

    private static Cost of(ExperimentResult result, String arm, StageRecord stage) {
        OptionalLong labels = result.inputs().sets().stream()
                .filter(set -> set.name().equals(stage.data()) && set.columns().size() > 1)
                .mapToLong(set -> labels(set, spec(result, stage)) * stage.examples())
                .findFirst();
        return new Cost(
                arm,
                stage.arm().equals(arm) ? stage.stage() : stage.arm() + "." + stage.stage(),
                stage.parameters(),
                stage.multiplyAdds(),
                stage.steps(),
                stage.examples(),
                labels);
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

    /** Whether arms differ in what the sizes of the compared networks do not show: stages, steps, examples or labels. */
    public static boolean differ(List<Cost> costs) {
        return costs.stream()
                        .map(cost -> List.of(cost.steps, cost.examples, cost.labels))
                        .distinct()
                        .count()
                > 1;
    }
}
