package dev.tenon.experiments.report.table;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.stats.Components;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Where the variance of results comes from. */
final class ComponentsTable {

    private final ExperimentComparison comparison;

    ComponentsTable(ExperimentComparison comparison) {
        this.comparison = comparison;
    }

    /** One row for each arm and difference; empty unless the data seed varies. */
    Optional<Table> table() {
        return comparison.findings().components().map(this::table);
    }

    private Table table(Components components) {
        boolean others =
                components.rows().stream().anyMatch(row -> !row.others().isEmpty());
        boolean words = components.rows().stream().anyMatch(row -> !row.words().isEmpty());
        List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.text(ResultTable.ARM)));
        if (others) {
            columns.add(TableColumn.text("at"));
        }
        components.factors().forEach(factor -> columns.add(TableColumn.value(factor)));
        columns.add(TableColumn.value("rest"));
        columns.add(TableColumn.value(components.factors().getFirst() + " fraction"));
        if (words) {
            columns.add(TableColumn.text("note"));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Components.Row row : components.rows()) {
            List<Cell> cells = new ArrayList<>(List.of(Cell.of(row.what())));
            if (others) {
                cells.add(Cell.of(Factors.text(row.others())));
            }
            for (int f = 0; f < components.factors().size(); f++) {
                int factor = f;
                cells.add(root(row, fit -> fit.parts().get(factor)));
            }
            cells.add(root(row, Components.Fit::rest));
            cells.add(row.fit()
                    .map(fit -> Cell.of(fit.share(0), Figures.percent(StrictMath.rint(fit.share(0) * 100) / 100)))
                    .orElse(CellText.NONE));
            if (words) {
                cells.add(Cell.of(row.words()).in(Cell.Tone.MUTED));
            }
            rows.add(cells);
        }
        return new Table(
                "Where the variance of " + comparison.primary()
                        + " comes from, as standard deviations between draws of "
                        + String.join(", ", components.factors())
                        + "; " + components.rest() + "; " + components.factors().getFirst()
                        + " fraction: the fraction of the variance due to "
                        + components.factors().getFirst()
                        + ". By restricted maximum likelihood; from few draws they are rough.",
                columns,
                rows);
    }

    /** A standard deviation. */
    private static Cell root(Components.Row row, ToDoubleFunction<Components.Fit> variance) {
        return row.fit()
                .map(fit -> Cell.of(StrictMath.sqrt(variance.applyAsDouble(fit))))
                .orElse(CellText.NONE);
    }
}
