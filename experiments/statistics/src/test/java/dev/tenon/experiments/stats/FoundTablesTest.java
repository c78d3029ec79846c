package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FoundTablesTest {

    private static TrialRecord trial(String arm, Map<String, String> factors, long seed, Table table) {
        return new TrialRecord(
                new TrialId(arm, factors, seed),
                TrialRecord.Status.COMPLETED,
                "",
                List.of(),
                0,
                Map.of(),
                TestPredictions.NONE,
                Optional.empty(),
                List.of(new Finding("look", Map.of("parts", table), Map.of("units", table), List.of())));
    }

    private static Table table(Object... cells) {
        Table.Builder table =
                Table.of("Sizes.", TableColumn.text("part"), TableColumn.count("n"), TableColumn.value("size"));
        for (int i = 0; i < cells.length; i += 3) {
            table.row(cells[i], cells[i + 1], cells[i + 2]);
        }
        return table.build();
    }

    @Test
    void rowsOfTheSameWordsAreAveraged() {
        List<FoundTables.Found> found = FoundTables.of(
                List.of(
                        trial("a", Map.of(), 0, table("eye", 2, 0.5, "nose", 1, Double.NaN)),
                        trial("a", Map.of(), 1, table("nose", 1, 3, "eye", 2, 0.7, "ear", 4, 9)),
                        trial("b", Map.of(), 0, table("eye", 8, 0.25))),
                0.95);
        assertEquals(
                List.of("parts", "units"),
                found.stream().map(FoundTables.Found::name).toList());
        Table parts = found.getFirst().table();
        assertEquals(
                List.of("arm", "part", "n", "size"),
                parts.columns().stream().map(TableColumn::name).toList());
        List<List<Cell>> rows = parts.rows();
        assertEquals(4, rows.size());
        assertEquals(List.of(Cell.of("a"), Cell.of("eye")), rows.get(0).subList(0, 2));
        Cell.Estimate eye = (Cell.Estimate) rows.get(0).get(3);
        // Two values: t of one degree of freedom, 12.7062, times their distance / 2.
        assertEquals(0.6, eye.mean(), 1e-12);
        assertEquals(0.6 - 12.7062 * 0.1, eye.low(), 1e-4);
        assertEquals(0.6 + 12.7062 * 0.1, eye.high(), 1e-4);
        assertEquals(2, FoundTables.value(rows.get(0).get(2)).orElseThrow());
        assertEquals(3, FoundTables.value(rows.get(1).get(3)).orElseThrow(), "what one seed does not know is left out");
        assertEquals(Cell.of(9), rows.get(2).get(3), "what one seed alone has is as it is");
        assertEquals(List.of(Cell.of("b"), Cell.of("eye"), Cell.of(8), Cell.of(0.25)), rows.get(3));
        assertEquals(3, found.get(1).table().rows().size(), "details are of the first seed of each arm");
    }

    @Test
    void cellsOfTheDesignStandBesideTheArm() {
        Table table = FoundTables.of(
                        List.of(
                                trial("a", Map.of("n", "1"), 0, table("eye", 2, 0.5)),
                                trial("a", Map.of("n", "2"), 0, table("eye", 2, 0.5))),
                        0.95)
                .getFirst()
                .table();
        assertEquals("at", table.columns().get(1).name());
        assertEquals(2, table.rows().size());
    }
}
