package dev.tenon.experiments.stats;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.TrialRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables that analyses put into the trials of a run, as one table each for all arms: numbers are means over seeds. */
public final class FoundTables {

    private FoundTables() {}

    /**
     * A table of an analysis.
     *
     * @param analysis its name in the file
     * @param name of the table
     * @param table of all arms; of a detail those of each arm's first seed
     * @param detail whether it is of one seed
     * @param across whether it compares trials with each other and is not a mean over seeds
     */
    public record Found(String analysis, String name, Table table, boolean detail, boolean across) {}

    private record Key(String analysis, String name, boolean detail) {}

    /** An arm in a cell. */
    private record Place(String arm, Map<String, String> factors) {}

    /**
     * All tables of a result: those of trials, in the order in which trials have them, then those across trials.
     *
     * @param confidence of the intervals
     */
    public static List<Found> of(ExperimentResult result, double confidence) {
        List<Found> all = new ArrayList<>(of(result.trials(), confidence));
        for (Finding finding : result.across()) {
            finding.tables().forEach((name, table) -> all.add(new Found(finding.analysis(), name, table, false, true)));
        }
        return all;
    }

    /**
     * All tables of trials, in the order in which trials have them.
     *
     * @param confidence of the intervals
     */
    public static List<Found> of(List<TrialRecord> trials, double confidence) {
        Map<Key, Map<Place, List<Table>>> all = new LinkedHashMap<>();
        for (TrialRecord trial : trials) {
            Place place = new Place(trial.id().arm(), trial.id().factors());
            for (Finding finding : trial.findings()) {
                finding.tables()
                        .forEach((name, table) -> add(all, new Key(finding.analysis(), name, false), place, table));
                finding.details()
                        .forEach((name, table) -> add(all, new Key(finding.analysis(), name, true), place, table));
            }
        }
        List<Found> found = new ArrayList<>();
        all.forEach((key, places) -> found.add(
                new Found(key.analysis(), key.name(), joined(places, key.detail(), confidence), key.detail(), false)));
        return found;
    }

    private static void add(Map<Key, Map<Place, List<Table>>> all, Key key, Place place, Table table) {
        all.computeIfAbsent(key, known -> new LinkedHashMap<>())
                .computeIfAbsent(place, known -> new ArrayList<>())
                .add(table);
    }

    private static Table joined(Map<Place, List<Table>> places, boolean detail, double confidence) {
        Table first = places.values().iterator().next().getFirst();
        boolean vary =
                places.keySet().stream().anyMatch(place -> !place.factors().isEmpty());
        List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.text(free("arm", first))));
        if (vary) {
            columns.add(TableColumn.text(free("at", first)));
        }
        first.columns().forEach(columns::add);
        List<List<Cell>> rows = new ArrayList<>();
        places.forEach((place, tables) -> {
            List<Table> alike = tables.stream()
                    .filter(table -> table.columns().equals(first.columns()))
                    .toList();
            for (List<Cell> row : detail ? tables.getFirst().rows() : averaged(alike, confidence)) {
                List<Cell> whole = new ArrayList<>(List.of(Cell.of(place.arm())));
                if (vary) {
                    whole.add(Cell.of(Factors.text(place.factors())));
                }
                whole.addAll(row);
                rows.add(whole);
            }
        });
        return new Table(first.caption(), columns, rows, first.plot());
    }

    /** A name that a table's own columns do not have. */
    private static String free(String name, Table table) {
        boolean taken =
                table.columns().stream().anyMatch(column -> column.name().equals(name));
        return taken ? "the " + name : name;
    }

    /** The rows of several seeds: those with the same words are one, with means. */
    static List<List<Cell>> averaged(List<Table> tables, double confidence) {
        Map<List<String>, List<List<Cell>>> rows = new LinkedHashMap<>();
        for (Table table : tables) {
            Map<List<String>, Integer> seen = new LinkedHashMap<>();
            for (List<Cell> row : table.rows()) {
                List<String> words = row.stream()
                        .filter(Cell.Text.class::isInstance)
                        .map(cell -> ((Cell.Text) cell).text())
                        .toList();
                List<String> key = new ArrayList<>(words);
                key.add(Integer.toString(seen.merge(words, 1, Integer::sum))); // Words that come twice are told apart.
                rows.computeIfAbsent(key, known -> new ArrayList<>()).add(row);
            }
        }
        return rows.values().stream().map(same -> means(same, confidence)).toList();
    }

    private static List<Cell> means(List<List<Cell>> rows, double confidence) {
        List<Cell> means = new ArrayList<>();
        for (int i = 0; i < rows.getFirst().size(); i++) {
            int column = i;
            List<Cell> cells = rows.stream().map(row -> row.get(column)).toList();
            means.add(cells.getFirst() instanceof Cell.Text ? cells.getFirst() : mean(cells, confidence));
        }
        return means;
    }

    private static Cell mean(List<Cell> cells, double confidence) {
        double[] values = cells.stream()
                .mapToDouble(cell -> value(cell).orElse(Double.NaN))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        Estimate estimate = Estimate.of(values, confidence);
        return values.length < 2
                ? cells.size() == 1 ? cells.getFirst() : Cell.of(estimate.mean())
                : Cell.of(
                        estimate.mean(),
                        estimate.interval().low(),
                        estimate.interval().high());
    }

    /** The number of a cell. */
    public static Optional<Double> value(Cell cell) {
        return switch (cell) {
            case Cell.Text _ -> Optional.empty();
            case Cell.Value number -> Optional.of(number.value());
            case Cell.Estimate estimate -> Optional.of(estimate.mean());
        };
    }
}
