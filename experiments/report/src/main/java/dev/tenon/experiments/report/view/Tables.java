package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.table.FindingTables;
import dev.tenon.experiments.stats.ExperimentComparison;
import java.util.List;

/** The tables beside those of means: alike on the page and in a terminal. */
public final class Tables {

    private Tables() {}

    /** Those that have rows. */
    public static List<TableView> of(ExperimentComparison comparison) {
        Arms arms = new Arms(comparison);
        return FindingTables.of(comparison).values().stream()
                .map(table -> TableView.of(table, arms))
                .toList();
    }
}
