package dev.tenon.experiments.report.table;

import dev.tenon.api.report.ReportSection;
import dev.tenon.api.report.RunResults;
import dev.tenon.api.report.Section;
import dev.tenon.api.report.Table;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.FoundTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of a report that the file asks for, and what they are made of. */
public final class Sections {

    private static final String RESULT = "result";

    private Sections() {}

    /** All tables of a result by name: {@code result}, {@code laws} and others beside it, and {@code ANALYSIS.TABLE} for what analyses found. */
    public static Map<String, Table> tables(ExperimentResult result, ExperimentComparison comparison) {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put(RESULT, ResultTable.of(comparison));
        tables.putAll(FindingTables.of(comparison));
        double confidence = result.plan().first().compare().confidence();
        for (FoundTables.Found found : FoundTables.of(result, confidence)) {
            tables.put(found.analysis() + "." + found.name(), found.table());
        }
        return tables;
    }

    /** The sections, in the file's order. One that fails says so; what was measured is shown all the same. */
    public static List<Section> of(ExperimentResult result, ExperimentComparison comparison) {
        ExperimentSpec spec = result.plan().first();
        List<Part<ReportSection<?>>> wanted = spec.report().sections().orElse(List.of());
        if (wanted.isEmpty()) {
            return List.of();
        }
        RunResults results = new RunResults(
                spec.name(),
                comparison.primary(),
                comparison.arms(),
                result.trials().stream().map(Sections::trial).toList(),
                tables(result, comparison));
        List<Section> sections = new ArrayList<>();
        for (Part<ReportSection<?>> part : wanted) {
            try {
                of(part.service(), part.settings(), results).ifPresent(sections::add);
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                sections.add(new Section(
                        part.type(),
                        List.of("This section failed: " + PluginException.mistake(part.service(), e) + "."),
                        List.of()));
            }
        }
        return List.copyOf(sections);
    }

    private static <S extends Record> Optional<Section> of(
            ReportSection<S> section, Record settings, RunResults results) {
        return section.of(results, section.settings().cast(settings));
    }

    private static RunResults.Trial trial(TrialRecord trial) {
        return new RunResults.Trial(
                trial.id().arm(),
                trial.id().factors(),
                trial.id().seed(),
                trial.status() == TrialRecord.Status.COMPLETED,
                trial.examples(),
                trial.metrics());
    }
}
