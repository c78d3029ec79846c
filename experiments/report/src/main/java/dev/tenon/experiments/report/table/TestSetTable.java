package dev.tenon.experiments.report.table;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.stats.AurocEstimate;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Interval;
import dev.tenon.experiments.stats.Proportion;
import dev.tenon.experiments.stats.TestSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one network of each arm did on its test examples. */
final class TestSetTable {

    private final ExperimentComparison comparison;

    TestSetTable(ExperimentComparison comparison) {
        this.comparison = comparison;
    }

    /** One row for each arm; empty if no answers are recorded. */
    Optional<Table> table() {
        return comparison.findings().testSet().map(this::table);
    }

    private Table table(TestSet set) {
        boolean one = set.rows().stream().anyMatch(row -> row.sensitivity().isPresent());
        boolean paired = set.rows().stream().anyMatch(row -> row.minus().isPresent());
        List<TableColumn> columns = new ArrayList<>(List.of(
                TableColumn.text(ResultTable.ARM),
                TableColumn.count(ResultTable.EXAMPLES),
                TableColumn.value("accuracy"),
                TableColumn.value("exact")));
        if (one) {
            columns.addAll(List.of(
                    TableColumn.value("sensitivity"), TableColumn.value("specificity"), TableColumn.value("AUROC")));
        }
        if (paired) {
            columns.addAll(List.of(TableColumn.value(ResultTable.minus(comparison)), TableColumn.value(ResultTable.P)));
        }
        return new Table(
                caption(set, one, paired),
                columns,
                set.rows().stream().map(row -> row(row, one, paired)).toList());
    }

    private static List<Cell> row(TestSet.Row row, boolean one, boolean paired) {
        Interval exact = row.accuracy().exact();
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.of(row.arm()),
                Cell.of(StrictMath.rint(row.accuracy().of())),
                share(row.accuracy()),
                CellText.estimate(row.accuracy().value(), exact, Figures.interval(exact))
                        .in(Cell.Tone.MUTED)));
        if (one) {
            cells.add(row.sensitivity().map(TestSetTable::share).orElse(CellText.EMPTY));
            cells.add(row.specificity().map(TestSetTable::share).orElse(CellText.EMPTY));
            cells.add(row.auroc()
                    .map(auroc -> CellText.estimate(auroc.value(), row.area(), around(auroc.value(), row.area())))
                    .orElse(CellText.EMPTY));
        }
        if (paired) {
            Optional<AurocEstimate.Pair> pair = row.minus();
            cells.add(pair.map(each -> CellText.estimate(each.difference(), each.interval(), signed(each)))
                    .orElse(CellText.EMPTY));
            cells.add(pair.map(each -> Cell.of(each.p(), Figures.pValue(each.p())))
                    .orElse(CellText.EMPTY));
        }
        return cells;
    }

    private String caption(TestSet set, boolean one, boolean paired) {
        String at = Factors.text(set.trial().factors());
        return "This test set: the networks of seed " + set.trial().seed() + (at.isEmpty() ? "" : " at " + at)
                + " on their test examples. These " + Figures.percent(comparison.confidence())
                + " intervals are about these networks and other test examples of the same kind; unlike the verdict, they say "
                + "nothing about other seeds. Accuracy" + (one ? ", sensitivity and specificity" : "")
                + ": Wilson's interval; exact: Clopper and Pearson's of the accuracy."
                + (one ? " AUROC: DeLong's interval" : "")
                + (paired
                        ? "; minus " + comparison.reference()
                                + ": of the areas, on the same examples (paired DeLong test"
                                + (set.areas() > 1
                                        ? ", p corrected by Holm's method for " + set.areas() + " areas"
                                        : "")
                                + ")."
                        : one ? "." : "");
    }

    private static Cell share(Proportion proportion) {
        return proportion.of() > 0
                ? CellText.estimate(
                        proportion.value(), proportion.wilson(), around(proportion.value(), proportion.wilson()))
                : CellText.NONE;
    }

    private static String around(double value, Interval interval) {
        double half = interval.half();
        return Figures.value(value, half)
                + (interval.exists()
                        ? " (" + Figures.value(interval.low(), half) + "–" + Figures.value(interval.high(), half) + ")"
                        : "");
    }

    private static String signed(AurocEstimate.Pair pair) {
        double half = pair.interval().half();
        return Figures.signed(pair.difference(), half)
                + (pair.interval().exists()
                        ? " (" + Figures.signed(pair.interval().low(), half) + " to "
                                + Figures.signed(pair.interval().high(), half) + ")"
                        : "");
    }
}
