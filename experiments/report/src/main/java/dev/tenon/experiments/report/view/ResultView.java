package dev.tenon.experiments.report.view;

import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.report.draw.IntervalPlot;
import dev.tenon.experiments.report.table.ResultTable;
import dev.tenon.experiments.report.view.TableView.Cell;
import dev.tenon.experiments.stats.Difference;
import dev.tenon.experiments.stats.ExamplesToReach;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Labels;
import dev.tenon.experiments.stats.StageCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/** The tables of results, and the plot of differences. */
final class ResultView {

    private static final int WIDEST = 8;

    private final ExperimentComparison comparison;
    private final Arms arms;

    ResultView(ExperimentComparison comparison) {
        this.comparison = comparison;
        this.arms = new Arms(comparison);
    }

    List<TableView> tables() {
        List<TableView> tables = new ArrayList<>(List.of(main()));
        tables.addAll(Tables.of(comparison));
        if (comparison.cells().size() > 1) {
            tables.add(cells());
        }
        tables.add(others());
        tables.add(reach());
        tables.add(costs());
        return tables.stream().filter(table -> !table.isEmpty()).toList();
    }

    Optional<Figure> differences() {
        if (!comparison.comparesArms()) {
            return Optional.empty();
        }
        List<IntervalPlot.Row> rows = comparison.overallDifferences().stream()
                .map(d -> new IntervalPlot.Row(
                        d.arm(),
                        arms.look(d.arm()),
                        d.test().difference().mean(),
                        d.test().difference().interval().low(),
                        d.test().difference().interval().high(),
                        Arms.words(d.verdict()),
                        List.of()))
                .toList();
        List<String> label = List.of(
                comparison.primary() + " minus that of " + comparison.reference(),
                comparison.higherIsBetter() ? "(right is better)" : "(left is better)");
        String alternative = "Differences in " + comparison.primary() + " from " + comparison.reference() + ": "
                + String.join(
                        "; ",
                        comparison.overallDifferences().stream()
                                .map(d -> d.arm() + " " + difference(d))
                                .toList());
        IntervalPlot plot = new IntervalPlot(
                alternative, label, comparison.bounds().differences(), OptionalDouble.of(comparison.relevant()), rows);
        String svg = plot.svg();
        String caption = "Mean difference from " + comparison.reference() + " on the same seeds" + over() + ", with "
                + comparison.interval() + "."
                + (comparison.relevant() > 0
                        ? " The shaded zone holds differences too small to matter (below "
                                + Figures.shortest(comparison.relevant()) + ")."
                        : "");
        return svg.isEmpty() ? Optional.empty() : Optional.of(new Figure(svg, caption, plot.numbers()));
    }

    private String over() {
        String judged = comparison.judged().text("averaged over");
        return judged.isEmpty() ? "" : (judged.startsWith("at ") ? " " : ", ") + judged;
    }

    private TableView main() {
        dev.tenon.api.report.Table table = ResultTable.of(comparison);
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            String arm = comparison.arms().get(i);
            List<Cell> row = new ArrayList<>(List.of(arms.cell(arm)));
            for (int j = 1; j < table.columns().size(); j++) {
                TableColumn column = table.columns().get(j);
                Cell cell = Cell.of(column, table.rows().get(i).get(j));
                row.add(
                        column.name().equals(ResultTable.VERDICT)
                                ? comparison
                                        .overallDifference(arm)
                                        .map(d -> new Cell(cell.text(), "verdict " + Arms.style(d.verdict()), ""))
                                        .orElse(cell)
                                : cell);
            }
            rows.add(row);
        }
        return new TableView(
                table.caption(), table.columns().stream().map(TableColumn::name).toList(), rows);
    }

    private static String difference(Difference d) {
        return Figures.difference(d.test().difference());
    }

    /** The primary metric in each cell: a column for each cell, or a row where they are many. */
    private TableView cells() {
        String marks = comparison.comparesArms()
                ? " ▲ better, ▼ worse than " + comparison.reference()
                        + ", = no relevant difference, ? cannot tell; each corrected for all of them."
                : "";
        List<Map<String, String>> cells = comparison.cells();
        boolean one = cells.getFirst().size() == 1;
        List<String> names = cells.stream()
                .map(cell -> one ? String.join("", cell.values()) : Factors.text(cell))
                .toList();
        String caption = comparison.primary() + " by "
                + String.join(", ", cells.getFirst().keySet()) + "." + marks;
        List<List<Cell>> rows = new ArrayList<>();
        if (cells.size() <= WIDEST && one) {
            List<String> head = new ArrayList<>(List.of("arm"));
            head.addAll(names);
            for (String arm : comparison.arms()) {
                List<Cell> row = new ArrayList<>(List.of(arms.cell(arm)));
                cells.forEach(cell -> row.add(value(arm, cell)));
                rows.add(row);
            }
            return new TableView(caption, head, rows);
        }
        List<String> head =
                new ArrayList<>(List.of(String.join(", ", cells.getFirst().keySet())));
        head.addAll(comparison.arms());
        for (int i = 0; i < cells.size(); i++) {
            Map<String, String> cell = cells.get(i);
            List<Cell> row = new ArrayList<>(List.of(Cell.of(names.get(i))));
            comparison.arms().forEach(arm -> row.add(value(arm, cell)));
            rows.add(row);
        }
        return new TableView(caption, head, rows);
    }

    private Cell value(String arm, Map<String, String> cell) {
        String text = Figures.estimate(comparison.summary(arm, cell).metric(comparison.primary()));
        return comparison
                .difference(arm, cell)
                .map(d -> Cell.number(text + Arms.sign(d.verdict()), Arms.style(d.verdict())))
                .orElse(Cell.number(text));
    }

    private TableView others() {
        List<String> names = comparison.metrics().stream()
                .filter(name -> !name.equals(comparison.primary()))
                .toList();
        Map<String, String> last = comparison.judged().cells().getLast();
        List<String> head = new ArrayList<>(List.of("arm"));
        head.addAll(names);
        List<List<Cell>> rows = new ArrayList<>();
        for (String arm : names.isEmpty() ? List.<String>of() : comparison.arms()) {
            List<Cell> row = new ArrayList<>(List.of(arms.cell(arm)));
            names.forEach(name -> row.add(
                    Cell.number(Figures.estimate(comparison.summary(arm, last).metric(name)))));
            rows.add(row);
        }
        return new TableView("Other metrics" + (last.isEmpty() ? "" : " at " + Factors.text(last)) + ".", head, rows);
    }

    private static String size(long size) {
        return size < 0 ? "-" : Figures.count(size);
    }

    private TableView costs() {
        boolean parts = StageCost.ofParts(comparison.costs());
        List<String> head =
                new ArrayList<>(List.of("arm", "stage", "parameters", "multiply-adds", "steps", "examples", "labels"));
        if (parts) {
            head.add("of parts");
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (StageCost cost : comparison.arms().size() < 2 ? List.<StageCost>of() : comparison.costs()) {
            List<Cell> row = new ArrayList<>(List.of(
                    arms.cell(cost.arm()),
                    Cell.of(cost.stage()),
                    Cell.number(size(cost.parameters())),
                    Cell.number(size(cost.multiplyAdds())),
                    Cell.number(Figures.count(cost.steps())),
                    Cell.number(Figures.count(cost.examples())),
                    labels(cost, Labels::all)));
            if (parts) {
                row.add(labels(cost, Labels::parts));
            }
            rows.add(row);
        }
        Map<String, String> last = comparison.judged().cells().getLast();
        return new TableView(
                "Cost of each stage" + (last.isEmpty() ? "" : " at " + Factors.text(last))
                        + ": optimizer steps, distinct training examples, and their labels"
                        + (parts ? "; those of parts " + comparison.charge().ofParts() : "") + ".",
                head,
                rows);
    }

    private static Cell labels(StageCost cost, ToLongFunction<Labels> of) {
        return Cell.number(
                cost.labels().map(of::applyAsLong).map(Figures::count).orElse("-"));
    }

    private TableView reach() {
        List<String> head = new ArrayList<>(
                List.of(comparison.primary() + (comparison.higherIsBetter() ? " at least" : " at most")));
        head.addAll(comparison.arms());
        List<List<Cell>> rows = new ArrayList<>();
        for (ExamplesToReach reach : comparison.reach()) {
            String other = Factors.text(reach.factors());
            List<Cell> row = new ArrayList<>(
                    List.of(Cell.of(Figures.shortest(reach.level()) + (other.isEmpty() ? "" : " (" + other + ")"))));
            for (String arm : comparison.arms()) {
                Double examples = reach.examples().get(arm);
                row.add(
                        examples == null
                                ? Cell.number("not reached", "muted")
                                : Cell.number(Figures.count(StrictMath.round(examples))));
            }
            rows.add(row);
        }
        return new TableView(
                "Fewest " + comparison.charge().what()
                        + " over all stages, among the numbers tried, at which the mean over seeds reaches "
                        + "a level.",
                head,
                rows);
    }
}
