package dev.tenon.experiments.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.TrainSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class VariationTest {

    private static final PlanReader READER = new PlanReader(Services.installed());

    private static Plan plan(String vary, String compare) {
        return READER.readText(
                "small.yaml", """
                        experiment: small
                        data:
                          digits: {type: uci-digits}
                        defaults:
                          data: digits
                          train: {epochs: 1, loss: softmax-cross-entropy}
                        arms:
                          net: {layers: [flatten, {id: hidden, type: dense, units: 4}, {type: dense, units: 10}]}
                          wide: {layers: [flatten, {id: hidden, type: dense, units: 8}, {type: dense, units: 10}]}
                        """ + "design: {vary: {" + vary + "}}\ncompare: {" + compare + "}\n", List.of());
    }

    private static List<Map<String, String>> cells(Plan plan) {
        return plan.cells().stream().map(Plan.Cell::factors).toList();
    }

    /** Lists of levels of their own for each batch, beside a factor that goes with all of them. */
    @Test
    void levelsSideBySide() {
        Plan plan = plan(
                "train.batch & train.examples: [[4, 32], [4, 128], [6, \"= 18 * train.batch\"], [8, 32]], train.epochs: [1, 2]",
                "primary: test.accuracy, at: {train.batch: 4}, law: {factor: train.examples}");
        List<List<Integer>> pairs = List.of(List.of(4, 32), List.of(4, 128), List.of(6, 108), List.of(8, 32));
        List<Map<String, String>> expected = IntStream.range(0, 8)
                .mapToObj(i -> {
                    Map<String, String> factors = new LinkedHashMap<>();
                    factors.put("train.batch", pairs.get(i / 2).get(0).toString());
                    factors.put("train.examples", pairs.get(i / 2).get(1).toString());
                    factors.put("train.epochs", String.valueOf(1 + i % 2));
                    return factors;
                })
                .toList();
        assertEquals(expected, cells(plan));
        for (int i = 0; i < 8; i++) {
            TrainSpec train = plan.cells().get(i).spec().arm("wide").last().train();
            assertEquals(
                    pairs.get(i / 2), List.of(train.batch(), train.examples().orElseThrow()));
        }
        Plan again = READER.readResolved("resolved.yaml", plan.resolved());
        assertEquals(expected, cells(again));
        assertEquals(plan.resolved(), again.resolved());
    }

    /** A setting of several places may be one of those side by side. */
    @Test
    void withCommasAsWell() {
        Plan plan = plan(
                "\"arms.net.layers.hidden.units, arms.wide.layers.hidden.units & train.examples\": [[3, 64], [5, 32]]",
                "primary: test.accuracy");
        assertEquals(
                List.of(
                        Map.of(
                                "arms.net.layers.hidden.units, arms.wide.layers.hidden.units",
                                "3",
                                "train.examples",
                                "64"),
                        Map.of(
                                "arms.net.layers.hidden.units, arms.wide.layers.hidden.units",
                                "5",
                                "train.examples",
                                "32")),
                cells(plan));
    }
}
