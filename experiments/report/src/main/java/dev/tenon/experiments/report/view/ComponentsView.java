package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.view.Table.Cell;
import dev.tenon.experiments.stats.Comparison;
import dev.tenon.experiments.stats.Components;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Figures;
import java.util.ArrayList;
import java.util.List;

/** Where the variance of results comes from. */
final class ComponentsView {

    private final Comparison comparison;
    private final Arms arms;

    ComponentsView(Comparison comparison) {
        this.comparison = comparison;
        this.arms = new Arms(comparison);
    }

    /** One row for each arm and difference; without rows unless the data seed varies. */
    Table table() {
        return comparison.findings().components().map(this::table).orElse(Table.NONE);
    }

    private Table table(Components components) {
        boolean others =
                components.rows().stream().anyMatch(row -> !row.others().isEmpty());
        boolean words = components.rows().stream().anyMatch(row -> !row.words().isEmpty());
        List<String> head = new ArrayList<>(List.of("arm"));
        if (others) {
            head.add("at");
        }
        head.addAll(List.of("data", "seeds", "rest", "data fraction"));
        if (words) {
            head.add("note");
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Components.Row row : components.rows()) {
            List<Cell> cells =
                    new ArrayList<>(List.of(row.what().equals(row.arm()) ? arms.cell(row.arm()) : Cell.of(row.what())));
            if (others) {
                cells.add(Cell.of(Factors.text(row.others())));
            }
            cells.add(Cell.number(row.fit().map(fit -> root(fit.data())).orElse("-")));
            cells.add(Cell.number(row.fit().map(fit -> root(fit.seeds())).orElse("-")));
            cells.add(Cell.number(row.fit().map(fit -> root(fit.rest())).orElse("-")));
            cells.add(Cell.number(row.fit()
                    .map(fit -> Figures.percent(StrictMath.rint(fit.share() * 100) / 100))
                    .orElse("-")));
            if (words) {
                cells.add(new Cell(row.words(), "muted", ""));
            }
            rows.add(cells);
        }
        return new Table(
                "Where the variance of " + comparison.primary()
                        + " comes from, as standard deviations: other draws of the data (design.data-seed), other seeds (which"
                        + " draw " + components.drawn()
                        + "), and the rest, which is chance and seeds that do well on some data; data fraction: the fraction of the variance due to the data. By restricted maximum likelihood; from few draws or seeds they are rough.",
                head,
                rows);
    }

    private static String root(double variance) {
        return Figures.value(StrictMath.sqrt(variance));
    }
}
