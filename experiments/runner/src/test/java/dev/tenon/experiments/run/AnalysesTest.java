package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is looked at once trials are trained. */
final class AnalysesTest {

    private static final String WITHOUT = """
            experiment: scenes
            data:
              digits: {type: uci-digits}
              scenes: {type: digit-scenes, from: digits, canvas: [12, 12], find: ["7"], digits: 1, also: [mask],
                examples: {train: 40, validation: 0, test: 30}}
            defaults:
              data: scenes
              train: {epochs: 2, batch: 8, loss: logistic, optimizer: {type: sgd, rate: 0.05}}
            arms:
              staged:
                stages:
                  - {id: first, layers: [{id: maps, type: conv2d, filters: 3, kernel: 3, activation: relu}, flatten, {type: dense, units: 1}]}
                  - {layers: [{use: first.maps, frozen: true}, {type: batch-norm, id: norm}, flatten, {type: dense, units: 1}]}
              whole: {layers: [{id: maps, type: conv2d, filters: 3, kernel: 3, activation: relu}, flatten, {type: dense, units: 1}]}
              borrowed: {layers: [{use: staged.first.maps}, flatten, {type: dense, units: 1}]}
            design: {seeds: 2}
            compare: {primary: test.accuracy}
            """;

    private static final String ANALYSES = """
            analyses:
              - {type: unit-part-alignment, of: maps, quantile: 0.05, examples: 20}
              - {type: knock-out, of: maps}
              - {type: knock-out, of: maps, instead: mean, name: means, arms: whole}
            """;

    private static Table table(TrialRecord trial, String analysis, String name) {
        Finding finding = trial.findings().stream()
                .filter(each -> each.analysis().equals(analysis))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(finding.tables().get(name));
    }

    private static List<List<Cell>> rows(Table table, String units) {
        return table.rows().stream()
                .filter(row ->
                        row.getFirst() instanceof Cell.Text text && text.text().equals(units))
                .map(row -> row.subList(1, row.size()))
                .toList();
    }

    @Test
    void findsTheSameOnAnyNumberOfThreadsAndChangesNothing() {
        ExperimentResult one = Trials.run(WITHOUT + ANALYSES);
        ExperimentResult four = Trials.run(Trials.services(), WITHOUT + ANALYSES, 4);
        assertEquals(Trials.bits(one), Trials.bits(four));
        assertEquals(Trials.bits(Trials.run(WITHOUT)), Trials.bits(one), "weights and scores");
        for (int i = 0; i < one.trials().size(); i++) {
            TrialRecord a = one.trials().get(i);
            TrialRecord b = four.trials().get(i);
            assertEquals(a.id().arm().equals("whole") ? 3 : 2, a.findings().size());
            for (int j = 0; j < a.findings().size(); j++) {
                assertEquals(a.findings().get(j).tables(), b.findings().get(j).tables());
                assertEquals(a.findings().get(j).details(), b.findings().get(j).details());
                for (int k = 0; k < a.findings().get(j).tensors().size(); k++) {
                    assertEquals(
                            Trials.bits(a.findings().get(j).tensors().get(k).values()),
                            Trials.bits(b.findings().get(j).tensors().get(k).values()));
                }
            }
        }
        assertNotEquals(
                table(Trials.trial(one, "whole", 0), "knock-out", "classes"),
                table(Trials.trial(one, "whole", 1), "knock-out", "classes"),
                "seeds have their own");
    }

    /** What untrained units do is what units do that are not trained: the same experiment without training. */
    @Test
    void untrainedIsBeforeAnyTraining() {
        ExperimentResult trained = Trials.run(WITHOUT + ANALYSES);
        ExperimentResult not =
                Trials.run(WITHOUT + ANALYSES, "defaults.train.epochs=0", "design.seeds=1", "report.images=0");
        for (String arm : List.of("whole", "staged", "borrowed")) {
            Table before = table(Trials.trial(not, arm, 0), "unit-part-alignment", "parts");
            Table after = table(Trials.trial(trained, arm, 0), "unit-part-alignment", "parts");
            assertTrue(!rows(before, "trained").isEmpty());
            assertEquals(rows(before, "trained"), rows(after, "untrained"), arm);
            assertNotEquals(rows(before, "trained"), rows(after, "trained"), arm);
        }
    }

    /** The accuracy that a knock-out measures with all units is the metric's own. */
    @Test
    void wholeAccuracyIsTheMetrics() {
        ExperimentResult result = Trials.run(WITHOUT + ANALYSES);
        for (TrialRecord trial : result.trials()) {
            List<Cell> all = table(trial, "knock-out", "classes").rows().getFirst();
            assertEquals(Cell.of("all"), all.get(0));
            assertEquals(Cell.of(30), all.get(1));
            assertEquals(
                    trial.metrics().getOrDefault("test.accuracy", Double.NaN),
                    all.get(2) instanceof Cell.Value number ? number.value() : -1,
                    1e-12);
        }
    }

    /** What the last stage began with, against the weights that the stages before it left. */
    @Test
    void lineageIsFromWhatOtherStagesLearned() {
        ExperimentResult result = Trials.run(WITHOUT + "analyses: [lineage]\n");
        List<List<Cell>> frozen =
                table(Trials.trial(result, "staged", 0), "lineage", "weights").rows();
        assertEquals(
                List.of(
                        Cell.of("maps/kernel"),
                        Cell.of("staged.first.maps"),
                        Cell.of("frozen"),
                        Cell.of(27),
                        Cell.of(0)),
                frozen.get(0).subList(0, 5));
        TrialRecord borrowed = Trials.trial(result, "borrowed", 0);
        List<Cell> kernel = table(borrowed, "lineage", "weights").rows().get(0);
        assertEquals(
                List.of(Cell.of("maps/kernel"), Cell.of("staged.first.maps"), Cell.of("trained")),
                kernel.subList(0, 3));
        float[] before = borrowed.stages().getFirst().weights().getFirst().values();
        float[] after = borrowed.last().weights().getFirst().values();
        double was = 0;
        double apart = 0;
        for (int i = 0; i < 27; i++) {
            was += before[i] * before[i];
            apart += (after[i] - before[i]) * (after[i] - before[i]);
        }
        double moved = kernel.get(4) instanceof Cell.Value number ? number.value() : Double.NaN;
        assertTrue(moved > 0);
        assertEquals(Math.sqrt(apart / was), moved, 1e-6);
        assertEquals(
                Cell.of("drawn"),
                table(Trials.trial(result, "whole", 0), "lineage", "weights")
                        .rows()
                        .get(0)
                        .get(1));
    }
}
