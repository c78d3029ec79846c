package dev.tenon.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.report.Table;
import dev.tenon.experiments.report.table.FindingTables;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.spec.LawSpec;
import dev.tenon.experiments.stats.Components;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Interval;
import dev.tenon.experiments.stats.Law;
import dev.tenon.experiments.stats.Ranks;
import dev.tenon.experiments.testing.FakeExperiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every number of a finding is in its table for programs, in full. */
final class FindingTablesTest {

    private static final String METRIC = "test.accuracy";

    private static ExperimentComparison compared(ExperimentResult result) {
        return ExperimentComparison.of(result, metric -> true, metric -> new Interval(0, 1));
    }

    /** The rows of a table as CSV, each by the names of its columns. */
    private static List<List<String>> rows(ExperimentComparison comparison, String table, String... columns) {
        Table found = Objects.requireNonNull(FindingTables.of(comparison).get(table), table);
        List<List<String>> lines = TableFormat.CSV
                .of(found)
                .lines()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            rows.add(List.of(columns).stream()
                    .map(column -> line.get(lines.getFirst().indexOf(column)))
                    .toList());
        }
        return rows;
    }

    private static double error(TrialId id) {
        double n = Double.parseDouble(Objects.requireNonNull(id.factors().get("train.examples")));
        return StrictMath.pow(n, id.arm().equals("slow") ? -0.5 : -0.8)
                * StrictMath.exp(0.1 * FakeExperiment.normal(id, "error"));
    }

    @Test
    void laws() {
        ExperimentComparison comparison = compared(new FakeExperiment()
                .arms("slow", "fast")
                .vary("train.examples", 16, 32, 64, 128)
                .comparing(FakeExperiment.law(
                        METRIC, new LawSpec("train.examples", false, Optional.of(0.9), Optional.empty())))
                .run(id -> FakeExperiment.completed(
                        id,
                        Map.of(METRIC, 1 - error(id)),
                        Integer.parseInt(Objects.requireNonNull(id.factors().get("train.examples"))),
                        FakeExperiment.stage(id.arm(), 64, 500))));
        List<List<String>> expected = new ArrayList<>();
        for (Law law : comparison.findings().laws().orElseThrow().laws()) {
            Law.Level level = law.reach().orElseThrow();
            expected.add(List.of(
                    law.arm(),
                    text(law.law().orElseThrow().factor()),
                    text(law.law().orElseThrow().exponent()),
                    text(law.exponent().low()),
                    text(law.exponent().high()),
                    text(law.minus().low()),
                    text(level.x()),
                    text(level.interval().high())));
        }
        assertEquals(
                expected,
                rows(
                        comparison,
                        "laws",
                        "arm",
                        "a",
                        "b",
                        "b low",
                        "b high",
                        "b minus that of slow low",
                        "n for 0.9",
                        "n for 0.9 high"));
        assertEquals(2, expected.size());
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    @Test
    void ranks() {
        ExperimentComparison comparison = compared(new FakeExperiment()
                .arms("a", "b", "c")
                .vary("defaults.data", "one", "two", "three", "four")
                .comparing(FakeExperiment.ranks(METRIC, "defaults.data"))
                .run(id -> FakeExperiment.scored(id, METRIC, 0.5 + 0.1 * FakeExperiment.normal(id, "rank"))));
        Ranks ranks = comparison.findings().ranks().orElseThrow();
        List<List<String>> expected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            expected.add(List.of(
                    ranks.arms().get(i),
                    text(ranks.averages().get(i)),
                    text(ranks.against().get(i))));
        }
        assertEquals(expected, rows(comparison, "ranks", "arm", "mean rank", "p against a"));
    }

    @Test
    void components() {
        ExperimentComparison comparison = compared(new FakeExperiment()
                .arms("a", "b")
                .vary("design.data-seed", 0, 1, 2, 3)
                .run(id -> FakeExperiment.scored(
                        id,
                        METRIC,
                        0.5
                                + 0.05
                                        * Integer.parseInt(Objects.requireNonNull(
                                                id.factors().get("design.data-seed")))
                                + 0.01 * FakeExperiment.normal(id, "component"))));
        List<List<String>> expected = new ArrayList<>();
        for (Components.Row row :
                comparison.findings().components().orElseThrow().rows()) {
            Components.Fit fit = row.fit().orElseThrow();
            expected.add(List.of(
                    row.what(),
                    text(StrictMath.sqrt(fit.parts().getFirst())),
                    text(StrictMath.sqrt(fit.parts().getLast())),
                    text(StrictMath.sqrt(fit.rest())),
                    text(fit.share(0))));
        }
        assertEquals(3, expected.size());
        assertEquals(expected, rows(comparison, "components", "arm", "data", "seeds", "rest", "data fraction"));
    }

    /** Three arms are three pairs, each of which is corrected for all three. */
    @Test
    void allPairsAreATable() {
        ExperimentComparison comparison = compared(new FakeExperiment()
                .arms("low", "middle", "alike")
                .comparing(FakeExperiment.pairs(0))
                .run(id -> FakeExperiment.scored(
                        id,
                        "test.accuracy",
                        (id.arm().equals("low") ? 0.5 : 0.6) + 0.002 * FakeExperiment.normal(id, "pairs"))));
        assertEquals(
                List.of(
                        List.of("middle", "low", "better"),
                        List.of("alike", "low", "better"),
                        List.of("alike", "middle", "cannot tell")),
                rows(comparison, "pairs", "arm", "minus", "verdict"));
        comparison
                .findings()
                .pairs()
                .orElseThrow()
                .pairs()
                .forEach(pair -> assertEquals(3, pair.difference().family()));
        assertEquals(2, comparison.overallDifferences().getFirst().family());
    }
}
