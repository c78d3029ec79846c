package dev.tenon.experiments.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.run.Finding;
import dev.tenon.experiments.run.NamedTensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FindingFilesTest {

    private static final Table TABLE = Table.of(
                    "All that a cell can be.",
                    TableColumn.text("name"),
                    TableColumn.count("count"),
                    TableColumn.value("size", "pixels"))
            .row("Infinity", 3, 0.1)
            .row("", Double.NaN, Double.NEGATIVE_INFINITY)
            .row(
                    Cell.of("x").in(Cell.Tone.MUTED),
                    Cell.of(7, "seven"),
                    new Cell.Estimate(1, Double.NaN, 2, "1 to 2", Cell.Tone.BAD))
            .row("y", -0.0, Cell.of(0.5, 0.25, 0.75))
            .build();

    private static List<Finding> back(List<Finding> findings, List<NamedTensor> tensors) {
        byte[] text = Json.pretty(FindingFiles.json(findings)).getBytes(StandardCharsets.UTF_8);
        return FindingFiles.findings(Json.parse("findings.json", text), tensors);
    }

    @Test
    void tablesAreReadAsTheyWereWritten() {
        NamedTensor tensor = new NamedTensor("drops", Shape.of(2), new float[] {1, 2});
        Finding finding = new Finding("knock-out", Map.of("classes", TABLE), Map.of("units", TABLE), List.of(tensor));
        List<Finding> read = back(List.of(finding), FindingFiles.tensors(List.of(finding)));
        assertEquals(1, read.size());
        assertEquals(finding.tables(), read.getFirst().tables());
        assertEquals(finding.details(), read.getFirst().details());
        assertEquals("drops", read.getFirst().tensors().getFirst().name());
        assertEquals(tensor.values(), read.getFirst().tensors().getFirst().values());
        assertTrue(back(List.of(finding), List.of()).getFirst().tensors().isEmpty(), "tensors may stay on disk");
    }

    @Test
    void aTableThatIsNoneIsRefused() {
        for (String wrong : List.of("[\"a\", 1]", "[1, 1, 1]", "[\"a\", \"b\", 1]", "[\"a\", 1, [1, 2]]")) {
            String text = "{\"caption\": \"c\", \"columns\": [{\"name\": \"a\", \"kind\": \"text\", \"unit\": \"\"},"
                    + " {\"name\": \"b\", \"kind\": \"count\", \"unit\": \"\"},"
                    + " {\"name\": \"c\", \"kind\": \"value\", \"unit\": \"\"}], \"rows\": [" + wrong + "]}";
            JsonView node = Json.parse("a.json", text.getBytes(StandardCharsets.UTF_8));
            String message = String.valueOf(assertThrows(BundleException.class, () -> FindingFiles.table(node))
                    .getMessage());
            assertTrue(message.startsWith("a.json: rows[0]"), message);
        }
    }
}
