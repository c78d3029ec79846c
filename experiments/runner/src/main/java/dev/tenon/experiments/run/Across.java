package dev.tenon.experiments.run;

import dev.tenon.api.analysis.AnalysedTrial;
import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.ComparisonScope;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.spec.AnalysisSpec;
import dev.tenon.experiments.spec.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets analyses hold what they put for one trial against what they put for others, once all have ended. */
final class Across {

    private static final Logger LOG = LoggerFactory.getLogger(Across.class);

    private Across() {}

    /**
     * What analyses find across trials; without those that find nothing.
     *
     * @param trials all of the plan, by their numbers
     * @param whole a trial with its tensors
     */
    static List<Finding> of(Plan plan, @Nullable TrialRecord[] trials, IntFunction<TrialRecord> whole) {
        List<Finding> found = new ArrayList<>();
        for (AnalysisSpec spec : plan.first().analyses()) {
            List<AnalysedTrial> own = new ArrayList<>();
            for (int number = 0; number < trials.length; number++) {
                TrialRecord trial = Objects.requireNonNull(trials[number]);
                int which = number;
                of(trial, spec.name())
                        .ifPresent(finding -> own.add(new Analysed(trial.id(), finding, () -> whole.apply(which))));
            }
            Scope scope = new Scope(List.copyOf(own), new LinkedHashMap<>());
            compare(spec, scope);
            if (!scope.tables.isEmpty()) {
                found.add(new Finding(spec.name(), scope.tables, Map.of(), List.of()));
            }
        }
        return found;
    }

    private static Optional<Finding> of(TrialRecord trial, String analysis) {
        return trial.findings().stream()
                .filter(each -> each.analysis().equals(analysis))
                .findFirst();
    }

    /** The trials are done and right: what fails now takes its own tables along, and nothing else. */
    private static void compare(AnalysisSpec spec, Scope scope) {
        try {
            compare(spec.analysis().service(), spec.analysis().settings(), scope);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("analysis {} failed when it compared trials", spec.name(), e);
            scope.tables.clear();
            scope.tables.put(
                    "compare-failed",
                    Table.of(
                                    "The analysis failed when it compared trials; what it found in each of them is complete.",
                                    TableColumn.text("what happened"))
                            .row(PluginException.mistake(spec.analysis().service(), e))
                            .build());
        }
    }

    private static <S extends Record> void compare(Analysis<S> analysis, Record settings, ComparisonScope scope) {
        analysis.compare(scope, analysis.settings().cast(settings));
    }

    private interface Whole {
        TrialRecord trial();
    }

    private record Analysed(TrialId id, Finding finding, Whole whole) implements AnalysedTrial {

        @Override
        public String arm() {
            return id.arm();
        }

        @Override
        public Map<String, String> factors() {
            return id.factors();
        }

        @Override
        public long seed() {
            return id.seed();
        }

        @Override
        public Map<String, Table> tables() {
            Map<String, Table> tables = new LinkedHashMap<>(finding.tables());
            tables.putAll(finding.details());
            return tables;
        }

        @Override
        public float[] numbers(String name) {
            return of(whole.trial(), finding.analysis()).stream()
                    .flatMap(found -> found.tensors().stream())
                    .filter(tensor -> tensor.name().equals(name))
                    .findFirst()
                    .map(NamedTensor::values)
                    .orElseThrow(() -> new IllegalArgumentException("no numbers were put as \"" + name + "\""));
        }
    }

    private record Scope(List<AnalysedTrial> trials, Map<String, Table> tables) implements ComparisonScope {

        @Override
        public void put(String name, Table table) {
            if (!Analyses.isName(name)) {
                throw new IllegalArgumentException(Analyses.NO_NAME + "\"" + name + "\"");
            }
            if (tables.containsKey(name)
                    || trials.stream().anyMatch(each -> each.tables().containsKey(name))) {
                throw new IllegalArgumentException("something was put under the name \"" + name + "\" before");
            }
            tables.put(name, table);
        }
    }
}
