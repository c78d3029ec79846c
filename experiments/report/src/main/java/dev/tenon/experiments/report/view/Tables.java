package dev.tenon.experiments.report.view;

import dev.tenon.experiments.stats.Comparison;
import java.util.List;
import java.util.stream.Stream;

/** The tables beside those of means: alike on the page and in a terminal. */
public final class Tables {

    private Tables() {}

    /** Those that have rows. */
    public static List<Table> of(Comparison comparison) {
        return Stream.of(
                        List.of(new OpinionView(comparison).table(), new TestSetView(comparison).table()),
                        new LawsView(comparison).tables(),
                        List.of(new RanksView(comparison).table(), new ComponentsView(comparison).table()))
                .flatMap(List::stream)
                .filter(table -> !table.isEmpty())
                .toList();
    }
}
