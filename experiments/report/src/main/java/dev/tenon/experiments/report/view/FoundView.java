package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.table.Sections;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.FoundTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What analyses found: for each of them its tables. */
public final class FoundView {

    /** A table with more rows is folded away. */
    private static final int LONG = 40;

    /** Rows of a table, at most; all of them are in the run's folder. */
    private static final int MOST = 500;

    /**
     * An analysis.
     *
     * @param name in the file
     * @param figures tables that are drawn
     * @param pictures what tables of the first seed lay beside each other, arm by arm
     * @param tables shown at once
     * @param folded those that are shown when they are asked for: of one seed, or long
     */
    public record Block(
            String name,
            List<Figure> figures,
            List<PictureTable> pictures,
            List<TableView> tables,
            List<TableView> folded) {}

    private final ExperimentResult result;
    private final ExperimentComparison comparison;
    private final Arms arms;

    FoundView(ExperimentResult result, ExperimentComparison comparison) {
        this.result = result;
        this.comparison = comparison;
        this.arms = new Arms(comparison);
    }

    List<Block> blocks() {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (FoundTables.Found found :
                FoundTables.of(result, result.plan().first().compare().confidence())) {
            Block block = blocks.computeIfAbsent(
                    found.analysis(),
                    name -> new Block(
                            name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
            block.pictures().addAll(FoundPictures.of(result, comparison, found.analysis(), found.name()));
            Drawn.of(found.table(), comparison).ifPresent(block.figures()::add);
            boolean fold = found.detail() || found.table().rows().size() > LONG;
            (fold ? block.folded() : block.tables()).add(shown(found));
        }
        return List.copyOf(blocks.values());
    }

    /** The sections that the file asks for. */
    List<Part> sections() {
        return Sections.of(result, comparison).stream()
                .map(section -> new Part(
                        section.heading(),
                        section.paragraphs(),
                        section.tables().stream()
                                .flatMap(table -> Drawn.of(table, comparison).stream())
                                .toList(),
                        section.tables().stream().map(table -> shown(table, "")).toList()))
                .toList();
    }

    /** A section of the report that a service made. */
    public record Part(String heading, List<String> paragraphs, List<Figure> figures, List<TableView> tables) {}

    private TableView shown(FoundTables.Found found) {
        String of = found.detail()
                ? " Of the first seed of each arm."
                : comparison.seeds() > 1 && !found.across()
                        ? " Means over seeds with " + comparison.interval() + "."
                        : "";
        return shown(found.table(), of);
    }

    private TableView shown(dev.tenon.api.report.Table table, String of) {
        TableView shown = TableView.of(table, arms);
        int rows = shown.rows().size();
        return rows <= MOST
                ? new TableView(shown.caption() + of, shown.head(), shown.rows())
                : new TableView(
                        shown.caption() + of + " The first " + MOST + " of " + Figures.count(rows)
                                + " rows; all are in the folder analyses of the run.",
                        shown.head(),
                        shown.rows().subList(0, MOST));
    }
}
