package dev.tenon.experiments.report.table;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Ranks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How arms rank over several data sets. */
final class RanksTable {

    /** With fewer data sets the test can hardly find a difference. */
    private static final int FEW = 5;

    private final ExperimentComparison comparison;

    RanksTable(ExperimentComparison comparison) {
        this.comparison = comparison;
    }

    /** One row for each arm; empty unless the file asks for ranks. */
    Optional<Table> table() {
        return comparison.findings().ranks().map(this::table);
    }

    private Table table(Ranks ranks) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < ranks.arms().size() && ranks.sets() > 0; i++) {
            double rank = ranks.averages().get(i);
            double p = ranks.against().get(i);
            rows.add(List.of(
                    Cell.of(ranks.arms().get(i)),
                    Cell.of(rank, String.format(Locale.ROOT, "%.2f", rank)),
                    ranks.arms().get(i).equals(comparison.reference())
                            ? CellText.EMPTY
                            : Cell.of(p, Figures.pValue(p))));
        }
        return new Table(
                caption(ranks),
                List.of(
                        TableColumn.text(ResultTable.ARM),
                        TableColumn.value("mean rank"),
                        TableColumn.value("p against " + comparison.reference())),
                rows);
    }

    private static String caption(Ranks ranks) {
        String over = "Mean ranks over " + ranks.sets() + " data sets (" + ranks.setting() + "), 1 is the best"
                + (ranks.left().isEmpty()
                        ? ""
                        : "; left out, because an arm has no value there: " + String.join(", ", ranks.left()))
                + ". ";
        if (Double.isNaN(ranks.p())) {
            return over + "Fewer than two data sets show nothing.";
        }
        return over + "Friedman's test of equal ranks: "
                + Figures.p(ranks.p()) + " (chi-squared " + Figures.value(ranks.chiSquared()) + ", F "
                + (Double.isInfinite(ranks.f()) ? "infinite: all data sets agree" : Figures.value(ranks.f()))
                + "). Mean ranks differ where they are more than " + Figures.value(ranks.critical())
                + " apart (Nemenyi's test of all pairs); p is of a comparison with the reference alone, corrected by"
                + " Holm's method. The unit of analysis here is the data set, whatever seeds vary."
                + (ranks.sets() < FEW ? " So few data sets can hardly tell arms apart." : "");
    }
}
