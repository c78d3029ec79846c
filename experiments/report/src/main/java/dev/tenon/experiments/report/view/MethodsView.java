package dev.tenon.experiments.report.view;

import dev.tenon.experiments.data.DataInputs.Draw;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.data.InputFile;
import dev.tenon.experiments.model.LayerSummary;
import dev.tenon.experiments.report.view.TableView.Cell;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How an experiment was run: the networks as they turned out, what was read, which trials did not complete. */
final class MethodsView {

    private static final int FAILURES = 50;
    private static final int DRAWS = 20;

    private final ExperimentResult result;
    private final ExperimentComparison comparison;

    MethodsView(ExperimentResult result, ExperimentComparison comparison) {
        this.result = result;
        this.comparison = comparison;
    }

    /** One table for each arm: the layers of its stages, in the last cell. */
    List<TableView> networks() {
        List<TableView> tables = new ArrayList<>();
        for (String arm : comparison.arms()) {
            Optional<TrialRecord> trial = result.trials(arm, comparison.cells().getLast()).stream()
                    .filter(t -> !t.stages().isEmpty())
                    .findFirst();
            if (trial.isPresent()) {
                tables.add(network(arm, trial.get()));
            }
        }
        return tables.stream().filter(table -> !table.isEmpty()).toList();
    }

    private static TableView network(String arm, TrialRecord trial) {
        List<List<Cell>> rows = new ArrayList<>();
        for (StageRecord stage : trial.stages()) {
            for (LayerSummary layer : stage.layers()) {
                rows.add(List.of(
                        Cell.of(stage.stage()),
                        Cell.of(layer.id() + (layer.frozen() ? " (frozen)" : "")),
                        Cell.of(layer.type()),
                        Cell.of(String.join(
                                " x ",
                                layer.shape().stream().map(String::valueOf).toList())),
                        Cell.number(Figures.count(layer.parameters())),
                        Cell.number(Figures.count(layer.multiplyAdds())),
                        Cell.number(
                                layer.receptiveHeight() == 0
                                        ? "all"
                                        : layer.receptiveHeight() + " x " + layer.receptiveWidth())));
            }
        }
        return new TableView(
                arm,
                List.of("stage", "layer", "type", "result", "parameters", "multiply-adds", "receptive field"),
                rows);
    }

    /** Files that were read, and data sets as they were loaded. */
    TableView inputs() {
        List<List<Cell>> rows = new ArrayList<>();
        for (InputFile file : result.inputs().files()) {
            rows.add(List.of(
                    Cell.of(file.path()),
                    Cell.number(Figures.count(file.bytes()) + " bytes"),
                    new Cell(file.sha256(), "code", "")));
        }
        for (LoadedSet set : result.inputs().sets()) {
            rows.add(List.of(
                    Cell.of("data set " + set.name()),
                    Cell.number(Figures.count(set.examples()) + " examples"),
                    new Cell(set.sha256(), "code", "")));
            for (Draw draw :
                    set.draws().subList(0, StrictMath.min(DRAWS, set.draws().size()))) {
                rows.add(List.of(
                        Cell.of("data set " + set.name() + ", seed " + draw.seed()),
                        Cell.number(Figures.count(draw.train()) + " + " + Figures.count(draw.validation()) + " + "
                                + Figures.count(draw.test()) + " for training, validation, test"),
                        new Cell(draw.sha256(), "code", "")));
            }
            if (set.draws().size() > DRAWS) {
                rows.add(List.of(
                        Cell.of("data set " + set.name() + ", "
                                + Figures.count(set.draws().size() - DRAWS) + " more seeds"),
                        Cell.of(""),
                        Cell.of("in inputs.json")));
            }
        }
        return new TableView("Data", List.of("file or data set", "size", "SHA-256"), rows);
    }

    /** Trials that did not complete or lack a metric, and why. */
    TableView failures() {
        List<List<Cell>> rows = new ArrayList<>();
        for (TrialRecord trial : result.trials()) {
            boolean whole = trial.status() == TrialRecord.Status.COMPLETED
                    && trial.message().isEmpty();
            if (!whole && trial.status() != TrialRecord.Status.STOPPED && rows.size() < FAILURES) {
                String status = trial.status().name().toLowerCase(java.util.Locale.ROOT);
                rows.add(List.of(Cell.of(trial.id().path()), Cell.of(status), Cell.of(trial.message())));
            }
        }
        return new TableView(
                "Trials that did not complete or have no value of a metric",
                List.of("trial", "status", "message"),
                rows);
    }
}
