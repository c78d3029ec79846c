package dev.tenon.experiments.report.table;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.stats.Difference;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Opinion;
import dev.tenon.experiments.stats.Proportion;
import java.util.ArrayList;
import java.util.List;

/** What other views say of the arms: a second opinion, which decides nothing. */
final class OpinionTable {

    private final ExperimentComparison comparison;

    OpinionTable(ExperimentComparison comparison) {
        this.comparison = comparison;
    }

    /** One row for each arm but the reference; empty where nothing was tested. */
    Table table() {
        boolean region = comparison.relevant() > 0;
        List<TableColumn> columns = new ArrayList<>(List.of(
                TableColumn.text(ResultTable.ARM), TableColumn.value("ahead in"), TableColumn.value("P(worse)")));
        if (region) {
            columns.add(TableColumn.value("P(practically equal)"));
        }
        columns.add(TableColumn.value("P(better)"));
        List<List<Cell>> rows = new ArrayList<>();
        for (Difference d : comparison.overallDifferences()) {
            if (d.test().varies()) {
                Opinion told = d.test().opinion();
                Opinion opinion = comparison.higherIsBetter() ? told : told.reversed();
                List<Cell> row = new ArrayList<>(
                        List.of(Cell.of(d.arm()), ahead(opinion.ahead()), probability(opinion.below())));
                if (region) {
                    row.add(probability(opinion.within()));
                }
                row.add(probability(opinion.above()));
                rows.add(row);
            }
        }
        return new Table(
                "A second opinion, which decides nothing and is not corrected for the number of comparisons. "
                        + "Ahead in: the probability that a new seed has the arm better than " + comparison.reference()
                        + " ("
                        + Figures.percent(comparison.confidence())
                        + " interval). P: the probability, after these seeds and"
                        + " without prior knowledge, that the mean difference is "
                        + (region
                                ? "more than " + Figures.shortest(comparison.relevant())
                                        + " for the worse, at most that, or more than that for the better"
                                : "for the worse or for the better")
                        + " (correlated Bayesian t-test).",
                columns,
                rows);
    }

    private static Cell ahead(Proportion ahead) {
        String shown = Figures.percent(StrictMath.rint(ahead.value() * 100) / 100) + " ("
                + StrictMath.round(ahead.wilson().low() * 100) + "–"
                + Figures.percent(StrictMath.rint(ahead.wilson().high() * 100) / 100) + ")";
        return CellText.estimate(ahead.value(), ahead.wilson(), shown);
    }

    private static Cell probability(double p) {
        return Cell.of(p, p < 0.0005 ? "<0.001" : p > 0.9995 ? ">0.999" : Figures.value(p));
    }
}
