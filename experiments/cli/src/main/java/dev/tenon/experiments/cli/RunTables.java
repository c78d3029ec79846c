package dev.tenon.experiments.cli;

import dev.tenon.api.report.Section;
import dev.tenon.api.report.Table;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.report.JsonTable;
import dev.tenon.experiments.report.TableFormat;
import dev.tenon.experiments.report.table.Sections;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.stats.ExperimentComparison;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tables of a run, for a terminal, a paper or a program. */
final class RunTables {

    private final PlanReader reader;
    private final Reporter reporter;

    @Inject
    RunTables(PlanReader reader, Reporter reporter) {
        this.reader = reader;
        this.reporter = reporter;
    }

    /**
     * The text of a run's tables, one after the other.
     *
     * @param table which one; all if empty
     * @param format by its word; that of a terminal if empty
     */
    String of(Path run, Optional<String> table, Optional<String> format) {
        TableFormat written = format.map(RunTables::format).orElse(TableFormat.TEXT);
        Map<String, Table> all = tables(SavedRun.read(run, reader, true).result());
        if (table.isPresent()) {
            Table wanted = all.get(table.get());
            if (wanted == null) {
                throw new UsageException(run + ": has no table \"" + table.get() + "\""
                        + Suggestions.hintAndList(
                                table.get(), all.keySet(), "It has", "`tenon show " + run + "` shows all"));
            }
            return written.of(wanted);
        }
        if (written == TableFormat.JSON) {
            return JsonTable.of(all);
        }
        if (written == TableFormat.CSV && all.size() > 1) {
            throw new UsageException(
                    "--format csv holds one table; name it with --table: " + String.join(", ", all.keySet()));
        }
        StringBuilder text = new StringBuilder();
        all.forEach((name, each) -> text.append(text.isEmpty() ? "" : "\n")
                .append(written == TableFormat.TEXT ? name + "\n" : "")
                .append(written.of(each)));
        return text.toString();
    }

    private static TableFormat format(String word) {
        List<String> words =
                Arrays.stream(TableFormat.values()).map(TableFormat::word).toList();
        return TableFormat.named(word)
                .orElseThrow(() -> new UsageException("--format takes " + String.join(", ", words) + ", not \"" + word
                        + "\"" + Suggestions.hint(word, words)));
    }

    private Map<String, Table> tables(ExperimentResult result) {
        ExperimentComparison comparison = reporter.compare(result);
        Map<String, Table> tables = Sections.tables(result, comparison);
        for (Section section : Sections.of(result, comparison)) {
            for (Table table : section.tables()) {
                String name = section.heading().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
                String free = name;
                for (int number = 2; tables.containsKey(free); number++) {
                    free = name + "-" + number;
                }
                tables.put(free, table);
            }
        }
        return tables;
    }
}
