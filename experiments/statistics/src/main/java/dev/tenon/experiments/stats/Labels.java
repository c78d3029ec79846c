package dev.tenon.experiments.stats;

import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.TrialRecord.Status;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TermSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Labels, or numbers in their place, that something was learned from.
 *
 * @param wholes of the column that the first loss of the arm's last stage compares with
 * @param parts of other columns, and of other data sets than that of the last stage
 */
public record Labels(long wholes, long parts) {

    /** Both kinds together. */
    public long all() {
        return wholes + parts;
    }

    /** Those of each arm in a cell, of the first seed that completed; without arms of which they are not known. */
    static Map<String, Labels> of(ExperimentResult result, List<String> arms, Map<String, String> cell) {
        Counter counter = Counter.of(result, cell);
        Map<String, Labels> byArm = new LinkedHashMap<>();
        arms.forEach(arm -> result.trials(arm, cell).stream()
                .filter(trial -> trial.status() == Status.COMPLETED)
                .findFirst()
                .flatMap(counter::all)
                .ifPresent(labels -> byArm.put(arm, labels)));
        return byArm;
    }

    /** Counts labels in a cell. */
    record Counter(ExperimentSpec spec, List<LoadedSet> sets) {

        static Counter of(ExperimentResult result, Map<String, String> cell) {
            return new Counter(
                    result.plan().cells().stream()
                            .filter(each -> each.factors().equals(cell))
                            .findFirst()
                            .map(Plan.Cell::spec)
                            .orElseGet(result.plan()::first),
                    result.inputs().sets());
        }

        /** A column of a data set. */
        private record Column(String data, String name) {}

        /**
         * Those that an arm is charged for, all stages together. A label that several stages learn from is one label, as stages draw
         * nested parts of a data set; where settings were chosen, those of the validation examples are charged too.
         *
         * @return empty where a data set is not known
         */
        Optional<Labels> all(TrialRecord trial) {
            Map<Column, Long> most = new LinkedHashMap<>();
            for (StageRecord stage : trial.stages()) {
                Optional<Map<Column, Long>> own = columns(stage, stage.examples());
                if (own.isEmpty()) {
                    return Optional.empty();
                }
                own.get().forEach((column, labels) -> most.merge(column, labels, StrictMath::max));
            }
            trial.tuning()
                    .flatMap(tuning -> columns(trial.last(), tuning.validation()))
                    .ifPresent(more -> more.forEach((column, labels) -> most.merge(column, labels, Long::sum)));
            return trial.stages().isEmpty() ? Optional.empty() : Optional.of(labels(trial, most));
        }

        /** Those of one of its stages; empty where its data set is not known. */
        Optional<Labels> stage(TrialRecord trial, StageRecord stage) {
            return columns(stage, stage.examples()).map(columns -> labels(trial, columns));
        }

        private Labels labels(TrialRecord trial, Map<Column, Long> columns) {
            StageSpec last = spec.arm(trial.id().arm()).last();
            Optional<Column> whole = set(last.data())
                    .map(set -> new Column(
                            set.name(),
                            last.train().terms().stream()
                                    .filter(term -> term.loss().isPresent())
                                    .findFirst()
                                    .flatMap(TermSpec::against)
                                    .orElse(target(set))));
            long all = columns.values().stream().mapToLong(Long::longValue).sum();
            long wholes = whole.map(column -> columns.getOrDefault(column, 0L)).orElse(0L);
            return new Labels(wholes, all - wholes);
        }

        /** Labels by column: of the columns that losses hold something against, those that the network is given as inputs apart. */
        private Optional<Map<Column, Long>> columns(StageRecord stage, long examples) {
            return set(stage.data()).map(set -> {
                List<String> against = spec.arms().stream()
                        .filter(arm -> arm.name().equals(stage.arm()))
                        .flatMap(arm -> arm.stages().stream())
                        .filter(each -> each.id().equals(stage.stage()))
                        .findFirst()
                        .map(known -> against(known, target(set)))
                        .orElse(List.of(target(set)));
                Map<Column, Long> labels = new LinkedHashMap<>();
                set.columns().stream()
                        .filter(column -> against.contains(column.name()))
                        .forEach(column ->
                                labels.put(new Column(set.name(), column.name()), column.numbers() * examples));
                return labels;
            });
        }

        private static List<String> against(StageSpec stage, String target) {
            return stage.train().terms().stream()
                    .filter(term -> term.loss().isPresent())
                    .map(term -> term.against().orElse(target))
                    .filter(name -> !stage.inputs().contains(name))
                    .toList();
        }

        private static String target(LoadedSet set) {
            return set.columns().get(1).name();
        }

        private Optional<LoadedSet> set(String name) {
            return sets.stream()
                    .filter(set -> set.name().equals(name) && set.columns().size() > 1)
                    .findFirst();
        }
    }

    /** What each arm used, and how labels of parts count, in sentences with a space before; empty where there are none of parts. */
    static String method(Map<String, Labels> byArm, Charge charge) {
        if (byArm.values().stream().allMatch(labels -> labels.parts == 0)) {
            return "";
        }
        List<String> used = new ArrayList<>();
        byArm.forEach((arm, labels) -> used.add(arm + " " + Figures.count(labels.wholes)
                + (labels.parts == 0
                        ? ""
                        : " and " + Figures.count(labels.parts) + " of parts"
                                + (charge.price() == 1 ? "" : " (counted " + Figures.count(charge.of(labels)) + ")"))));
        return " Labels of parts " + charge.ofParts() + ". Labels learned from: " + String.join("; ", used) + ".";
    }
}
