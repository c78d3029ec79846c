package dev.tenon.experiments.record;

import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.StageRecord.LossPoint;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** The tables of a run: one row for each trial, and one for each point of a learning curve. */
final class TrialTables {

    static final String METRICS = "metrics.csv";
    static final String METRICS_JSON = "metrics.json";
    static final String TRACE = "trace.csv";

    private static final List<String> TRACE_COLUMNS =
            List.of("trial", "seed", "stage-arm", "stage", "step", "training-loss", "validation-loss");

    private TrialTables() {}

    /** One row for each trial; a metric that a trial has not is an empty field. */
    static void metrics(Writer to, List<TrialRecord> trials) throws IOException {
        Set<String> factors = new LinkedHashSet<>();
        Set<String> metrics = metricNames(trials);
        trials.forEach(trial -> factors.addAll(trial.id().factors().keySet()));
        List<String> names = new ArrayList<>(List.of("arm"));
        names.addAll(factors);
        names.addAll(List.of("seed", "status", "examples", "parameters", "trainable", "multiply-adds"));
        names.addAll(metrics);
        StringBuilder out = new StringBuilder();
        CsvText.row(out, names);
        for (TrialRecord trial : trials) {
            flush(out, to);
            List<String> row = new ArrayList<>(List.of(trial.id().arm()));
            factors.forEach(factor -> row.add(trial.id().factors().getOrDefault(factor, "")));
            row.add(Long.toString(trial.id().seed()));
            row.add(trial.status().name().toLowerCase(Locale.ROOT));
            row.add(Integer.toString(trial.examples()));
            if (trial.stages().isEmpty()) {
                row.addAll(List.of("", "", ""));
            } else {
                row.add(Long.toString(trial.last().parameters()));
                row.add(Long.toString(trial.last().trainable()));
                row.add(Long.toString(trial.last().multiplyAdds()));
            }
            for (String metric : metrics) {
                row.add(CsvText.number(trial.metrics().getOrDefault(metric, Double.NaN)));
            }
            CsvText.row(out, row);
        }
        flush(out, to);
    }

    private static void flush(StringBuilder out, Writer to) throws IOException {
        to.append(out);
        out.setLength(0);
    }

    /** The same as JSON: a list of trials, those that did not complete with a message. */
    static void metricsJson(JsonGenerator out, List<TrialRecord> trials) {
        out.writeStartArray();
        for (TrialRecord trial : trials) {
            ObjectNode node = TrialsFile.summary(trial);
            if (!trial.stages().isEmpty()) {
                node.put("parameters", trial.last().parameters());
                node.put("trainable", trial.last().trainable());
                node.put("multiply-adds", trial.last().multiplyAdds());
            }
            out.writePOJO(node);
        }
        out.writeEndArray();
    }

    /** The head of the table of curves. */
    static void trace(Writer to) throws IOException {
        StringBuilder out = new StringBuilder();
        CsvText.row(out, TRACE_COLUMNS);
        flush(out, to);
    }

    /** One row for each point of a trial; shared stages are with every trial that uses them. */
    static void trace(Writer to, TrialRecord trial) throws IOException {
        StringBuilder out = new StringBuilder();
        for (StageRecord stage : trial.stages()) {
            for (LossPoint point : stage.losses()) {
                CsvText.row(
                        out,
                        List.of(
                                trial.id().path(),
                                Long.toString(trial.id().seed()),
                                stage.arm(),
                                stage.stage(),
                                Long.toString(point.step()),
                                CsvText.number(point.training()),
                                CsvText.number(point.validation())));
            }
        }
        flush(out, to);
    }

    /** Whose curve it is. */
    record CurveKey(String trial, String arm, String stage) {
        static CurveKey of(TrialId trial, String arm, String stage) {
            return new CurveKey(trial.path(), arm, stage);
        }
    }

    /** The curves of a trace. */
    static Map<CurveKey, List<LossPoint>> curves(String where, String text) {
        List<List<String>> rows = CsvText.parse(where, text);
        if (rows.isEmpty() || !rows.getFirst().equals(TRACE_COLUMNS)) {
            throw new BundleException(where + ":1: should name the columns " + TRACE_COLUMNS);
        }
        Map<CurveKey, List<LossPoint>> curves = new LinkedHashMap<>();
        for (int i = 1; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            try {
                curves.computeIfAbsent(new CurveKey(row.get(0), row.get(2), row.get(3)), key -> new ArrayList<>())
                        .add(new LossPoint(
                                Long.parseLong(row.get(4)), CsvText.number(row.get(5)), CsvText.number(row.get(6))));
            } catch (NumberFormatException e) {
                throw new BundleException(
                        where + ":" + (i + 1) + ": has a field that is not a number: " + e.getMessage(), e);
            }
        }
        return curves;
    }

    private static Set<String> metricNames(List<TrialRecord> trials) {
        Set<String> names = new LinkedHashSet<>();
        trials.forEach(trial -> names.addAll(trial.metrics().keySet()));
        return names;
    }
}
