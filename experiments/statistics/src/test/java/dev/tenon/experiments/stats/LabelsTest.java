package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.plugin.Services;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelsTest {

    /** Wholes of 40 labels; 10 of them and 30 digits; the same 40 twice; 20 with a second label each. */
    private static final String TEXT = """
            experiment: labels
            data:
              digits: {type: uci-digits}
              scenes: {type: digit-scenes, from: digits, canvas: [10, 14], find: ["1"], digits: 1, also: [digit],
                examples: {train: 40, validation: 0, test: 20}}
            defaults:
              data: scenes
              train: {epochs: 1, batch: 10, loss: logistic}
            arms:
              whole: {layers: [flatten, {type: dense, units: 1}]}
              composed:
                stages:
                  - id: parts
                    data: digits
                    train: {examples: 30, loss: softmax-cross-entropy}
                    layers: [{type: conv2d, filters: 4, kernel: 3}, global-max-pool, {type: dense, units: 10}]
                  - train: {examples: 10}
                    layers: [{use: parts.conv2d-1}, global-max-pool, {type: dense, units: 1}]
              twice:
                stages:
                  - {id: first, layers: [{type: conv2d, filters: 4, kernel: 3}, global-max-pool, {type: dense, units: 1}]}
                  - {layers: [{use: first.conv2d-1}, global-max-pool, {type: dense, units: 1}]}
              told:
                train:
                  examples: 20
                  objective: [{loss: logistic}, {loss: softmax-cross-entropy, of: names, against: digit}]
                layers: [{id: flat, type: flatten}, {id: names, type: dense, units: 10}, {type: dense, inputs: flat, units: 1}]
            design: {seeds: 2}
            compare: {match: labels}
            """;

    private static ExperimentComparison compared(String... settings) {
        return ExperimentComparison.of(Training.run(Services.installed(), TEXT, settings), metric -> true);
    }

    @ParameterizedTest
    @CsvSource({"1, 40, 40", "0.5, 25, 30", "0, 10, 20"})
    void labelsOfPartsCountAsTheFileSays(double price, int composed, int told) {
        ExperimentComparison comparison = compared("compare.part-labels=" + price);
        Map<String, Labels> expected = Map.of(
                "whole", new Labels(40, 0),
                "composed", new Labels(10, 30),
                "twice", new Labels(40, 0),
                "told", new Labels(20, 20));
        for (ArmSummary summary : comparison.summaries()) {
            assertEquals(expected.get(summary.arm()), summary.labels().orElseThrow(), summary.arm());
        }
        assertEquals(composed, comparison.charge().of(comparison.summary("composed", Map.of())));
        assertEquals(told, comparison.charge().of(comparison.summary("told", Map.of())));
        List<String> mismatches = comparison.caveats().stream()
                .filter(caveat -> caveat.startsWith("`compare.match`"))
                .toList();
        assertEquals(price == 1 ? 0 : 1, mismatches.size(), mismatches::toString);
        assertTrue(
                price == 1 || mismatches.getFirst().contains("where whole has 40, composed has " + composed + ", 0."),
                mismatches::toString);
        assertTrue(
                comparison
                        .method()
                        .contains("Labels learned from: whole 40; composed 10 and 30 of parts"
                                + (price == 1 ? ";" : " (counted " + composed + ");")),
                comparison.method());
        assertTrue(comparison.method().contains(price == 0 ? "are free" : price == 1 ? "count like" : "count 0.5 of"));
    }

    @Test
    void learningCurvesAreOverLabels() {
        String[] vary = {"design.vary={arms.whole.train.examples: [20, 40]}", "compare.part-labels=0"};
        ExperimentComparison comparison = compared(vary);
        Map<String, String> few = Map.of("arms.whole.train.examples", "20");
        assertEquals(20, comparison.charge().of(comparison.summary("whole", few)));
        assertEquals(10, comparison.charge().of(comparison.summary("composed", few)));
        for (ExamplesToReach reach : comparison.reach()) {
            assertTrue(List.of(10.0, 20.0, 40.0).containsAll(reach.examples().values()), reach::toString);
        }
        assertEquals("labels (those of parts free)", comparison.charge().what());
    }

    @Test
    void withoutBeingAskedArmsAreChargedExamples() {
        ExperimentComparison comparison = compared("compare.match=nothing");
        assertEquals("training examples", comparison.charge().what());
        assertEquals(40, comparison.charge().of(comparison.summary("composed", Map.of())));
        assertEquals(20, comparison.charge().of(comparison.summary("told", Map.of())));
        // Two stages, two costs; but one label is one label.
        List<StageCost> twice = comparison.costs().stream()
                .filter(cost -> cost.arm().equals("twice"))
                .toList();
        assertEquals(2, twice.size());
        twice.forEach(cost -> assertEquals(new Labels(40, 0), cost.labels().orElseThrow()));
    }
}
