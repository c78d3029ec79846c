package dev.tenon.experiments.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpressionTest {

    private static final String FILE = """
            experiment: small
            data:
              digits: {type: uci-digits}
            defaults:
              data: digits
              train: {epochs: 1, loss: softmax-cross-entropy}
            arms:
              net:
                layers: [flatten, {type: dense, units: 10}]
            design:
              seeds: 1
              vary:
                train.batch: [4, 6]
                train.examples: ["= 0.5 * train.batch ** 3", "= 2 * train.batch ** 3"]
            compare: {primary: test.accuracy}
            """;

    @ParameterizedTest
    @CsvSource({
        "= 2 * v ** 3, 128",
        "= 2 * (v + w) - 3, 9",
        "= -v ** 2, -16",
        "= 2 ** 3 ** 2, 512",
        "= 2 ** -1, 0.5",
        "= 7 / v, 1.75",
        "= round(7 / v), 2",
        "= 8 - 2 - 1, 5",
        "= 1e3 / 10 / 5, 20",
        "= v-w, 2",
        "= v.long * 2, 14",
        "= 0.1 + 0.2, 0.30000000000000004",
        "=3000000, 3000000"
    })
    void values(String text, String expected) {
        Map<String, String> factors = new LinkedHashMap<>();
        factors.put("v", "4");
        factors.put("w", "2");
        factors.put("v.long", "7");
        Problems problems = new Problems();
        Node.Scalar written = new Node.Scalar(text, false, new Mark("x.yaml", 1, 1));
        String value =
                Expression.value(written, factors, problems).orElseThrow().text();
        assertEquals(expected, value);
        assertTrue(problems.isEmpty());
    }

    /** Cells have the numbers, and the resolved file gives the same plan again. */
    @Test
    void levelsAreWorkedOutInEachCell() {
        PlanReader reader = new PlanReader(Services.installed());
        Plan plan = reader.readText("small.yaml", FILE, List.of());
        List<Map<String, String>> expected = List.of(
                Map.of("train.batch", "4", "train.examples", "32"),
                Map.of("train.batch", "4", "train.examples", "128"),
                Map.of("train.batch", "6", "train.examples", "108"),
                Map.of("train.batch", "6", "train.examples", "432"));
        assertEquals(expected, plan.cells().stream().map(Plan.Cell::factors).toList());
        assertEquals(
                List.of(32, 128, 108, 432),
                plan.cells().stream()
                        .map(cell ->
                                cell.spec().arm("net").last().train().examples().orElseThrow())
                        .toList());
        Plan again = reader.readResolved("resolved.yaml", plan.resolved());
        assertEquals(expected, again.cells().stream().map(Plan.Cell::factors).toList());
        assertEquals(plan.resolved(), again.resolved());
        assertTrue(plan.resolved().contains("examples: 32"), plan.resolved());
    }
}
