package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.data.Examples;
import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every analysis must do. An analysis's test extends it and names the analysis, examples, a small network, settings that work, and
 * mistakes that users will make.
 *
 * <p>Checked for each of the settings: that it accepts them before training, puts something, and puts the same, to the bit, when it is
 * done again and on several threads at once; that tables have captions, and what it puts for another seed has the same columns, so that
 * seeds can be averaged; that no two rows of a table have the same words, by which seeds are averaged. And of the class: its name, its
 * constructor, its descriptions.
 */
public abstract class AnalysisContract {

    /** For subclasses. */
    protected AnalysisContract() {}

    /** The analysis under test. */
    protected abstract Analysis<?> analysis();

    /** Examples that it can look at. */
    protected abstract Examples examples();

    /** A network that takes the first column of the examples; the last layer's result is the output. */
    protected abstract List<TestLayer> layers();

    /** Settings that work, at least one. */
    protected abstract List<? extends Record> settings();

    /** What must be refused, and in which words. See also {@link #refused}. */
    protected abstract List<Mistake> mistakes();

    /** The mistake of settings that do not fit the network or the examples. */
    protected final Mistake refused(String name, Record settings, String... words) {
        return Mistake.of(
                name,
                () -> {
                    check(analysis(), settings, scope(0));
                    return name;
                },
                words);
    }

    /** What the analysis puts. */
    protected final TestAnalysisScope found(Record settings) {
        return found(settings, 0);
    }

    private TestAnalysisScope scope(long seed) {
        return new TestAnalysisScope(seed, examples(), layers());
    }

    private TestAnalysisScope found(Record settings, long seed) {
        TestAnalysisScope scope = scope(seed);
        check(analysis(), settings, scope);
        assertTrue(
                scope.tables().isEmpty()
                        && scope.details().isEmpty()
                        && scope.numbers().isEmpty(),
                "check puts nothing");
        run(analysis(), settings, scope);
        return scope;
    }

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(analysis());
    }

    @TestFactory
    final Stream<DynamicTest> settingsWork() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Record settings : settings()) {
            tests.add(NamedCheck.of(settings + ", bits", () -> sameBits(settings)));
            tests.add(NamedCheck.of(settings + ", tables", () -> readable(settings)));
            tests.add(NamedCheck.of(settings + ", another seed", () -> alike(settings)));
        }
        return tests.stream();
    }

    @TestFactory
    final Stream<DynamicTest> mistakesAreRefused() {
        return mistakes().stream().map(each -> NamedCheck.of(each.name(), each::check));
    }

    private void sameBits(Record settings) {
        TestAnalysisScope first = found(settings);
        assertFalse(
                first.tables().isEmpty()
                        && first.details().isEmpty()
                        && first.numbers().isEmpty(),
                "it puts something");
        same("done again", first, found(settings));
        for (TestAnalysisScope other : ManyThreads.results(() -> found(settings))) {
            same("on several threads", first, other);
        }
    }

    private static void same(String what, TestAnalysisScope expected, TestAnalysisScope actual) {
        assertEquals(expected.tables(), actual.tables(), "tables, " + what);
        assertEquals(expected.details(), actual.details(), "details, " + what);
        assertEquals(expected.numbers().keySet(), actual.numbers().keySet(), "names of numbers, " + what);
        expected.numbers().forEach((name, numbers) -> {
            TestAnalysisScope.Numbers other =
                    Objects.requireNonNull(actual.numbers().get(name));
            assertEquals(numbers.shape(), other.shape(), name + ", " + what);
            Bits.assertSame(name + ", " + what, numbers.shape(), numbers.values(), other.values());
        });
    }

    private void readable(Record settings) {
        TestAnalysisScope scope = found(settings);
        for (Map<String, Table> tables : List.of(scope.tables(), scope.details())) {
            tables.forEach((name, table) -> {
                assertTrue(table.caption().length() > 15, "table " + name + " says what it shows: " + table.caption());
                assertFalse(table.isEmpty(), "table " + name + " has rows");
            });
        }
        scope.tables().forEach((name, table) -> {
            Set<List<String>> known = new HashSet<>();
            for (List<Cell> row : table.rows()) {
                List<String> words = row.stream()
                        .filter(Cell.Text.class::isInstance)
                        .map(cell -> ((Cell.Text) cell).text())
                        .toList();
                assertTrue(
                        known.add(words),
                        "two rows of table " + name + " have the words " + words + ", by which seeds are averaged");
            }
        });
    }

    private void alike(Record settings) {
        TestAnalysisScope one = found(settings, 0);
        TestAnalysisScope other = found(settings, 1);
        assertEquals(columns(one.tables()), columns(other.tables()), "columns of another seed");
        assertEquals(columns(one.details()), columns(other.details()), "columns of another seed");
        assertEquals(one.numbers().keySet(), other.numbers().keySet(), "names of another seed's numbers");
    }

    private static Map<String, List<TableColumn>> columns(Map<String, Table> tables) {
        Map<String, List<TableColumn>> columns = new TreeMap<>();
        tables.forEach((name, table) -> columns.put(name, table.columns()));
        return columns;
    }

    @SuppressWarnings("unchecked") // settings of another record fail here, in the test that gave them
    private static <S extends Record> void check(Analysis<S> analysis, Record settings, TestAnalysisScope scope) {
        analysis.check(scope, (S) settings);
    }

    @SuppressWarnings("unchecked") // settings of another record fail here, in the test that gave them
    private static <S extends Record> void run(Analysis<S> analysis, Record settings, TestAnalysisScope scope) {
        analysis.run(scope, (S) settings);
    }
}
