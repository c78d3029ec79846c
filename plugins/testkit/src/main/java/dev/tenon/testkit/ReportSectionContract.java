package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.ReportSection;
import dev.tenon.api.report.RunResults;
import dev.tenon.api.report.Section;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every section of a report must do. A section's test extends it and names the section and settings.
 *
 * <p>Checked for each of the settings: that the section is the same when it is made again and on several threads; that runs of one trial,
 * with trials that failed, with metrics that have no value, and without any trial that completed are no mistake. And of the class: its
 * name, its constructor, its descriptions.
 */
public abstract class ReportSectionContract {

    /** For subclasses. */
    protected ReportSectionContract() {}

    /** The section under test. */
    protected abstract ReportSection<?> section();

    /** Settings that work, at least one, each of which says something of {@link #results}. */
    protected abstract List<? extends Record> settings();

    /** Results of two arms, each with three seeds at two levels of a setting; the metrics are {@code test.accuracy}, {@code test.auroc}. */
    protected RunResults results() {
        List<RunResults.Trial> trials = new ArrayList<>();
        for (String level : List.of("10", "20")) {
            for (String arm : List.of("whole", "composed")) {
                for (long seed = 0; seed < 3; seed++) {
                    double accuracy = 0.5 + 0.125 * seed + (arm.equals("whole") ? 0 : 0.0625);
                    trials.add(trial(
                            arm, Map.of("train.examples", level), seed, true, accuracy, seed == 1 ? Double.NaN : 0.75));
                }
            }
        }
        return results(trials);
    }

    /** Results of some trials of the arms whole and composed. */
    protected final RunResults results(List<RunResults.Trial> trials) {
        Table result = Table.of("The result.", TableColumn.text("arm"), TableColumn.value("test.accuracy"))
                .row("whole", Cell.of(0.625, 0.5, 0.75))
                .row("composed", Cell.of(0.6875, 0.5, 0.875))
                .build();
        return new RunResults("small", "test.accuracy", List.of("whole", "composed"), trials, Map.of("result", result));
    }

    /** A trial. */
    protected final RunResults.Trial trial(
            String arm, Map<String, String> factors, long seed, boolean completed, double accuracy, double auroc) {
        return new RunResults.Trial(
                arm,
                factors,
                seed,
                completed,
                10,
                completed ? Map.of("test.accuracy", accuracy, "test.auroc", auroc) : Map.of());
    }

    /** What the section says. */
    protected final Optional<Section> made(Record settings, RunResults results) {
        return of(section(), settings, results);
    }

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(section());
    }

    @TestFactory
    final Stream<DynamicTest> settingsWork() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Record settings : settings()) {
            tests.add(NamedCheck.of(settings + ", the same again", () -> same(settings)));
            tests.add(NamedCheck.of(settings + ", little to say", () -> little(settings)));
        }
        return tests.stream();
    }

    private void same(Record settings) {
        Optional<Section> first = made(settings, results());
        assertTrue(first.isPresent(), "it says something");
        first.ifPresent(section -> section.tables()
                .forEach(table -> assertTrue(table.caption().length() > 5, "a table says what it shows")));
        assertEquals(first, made(settings, results()), "made again");
        for (Optional<Section> other : ManyThreads.results(() -> made(settings, results()))) {
            assertEquals(first, other, "on several threads");
        }
    }

    private void little(Record settings) {
        made(settings, results(List.of(trial("whole", Map.of(), 0, true, 0.5, Double.NaN))));
        made(settings, results(List.of(trial("composed", Map.of(), 0, false, 0, 0))));
        made(settings, results(List.of()));
    }

    @SuppressWarnings("unchecked") // settings of another record fail here, in the test that gave them
    private static <S extends Record> Optional<Section> of(
            ReportSection<S> section, Record settings, RunResults results) {
        return section.of(results, (S) settings);
    }
}
