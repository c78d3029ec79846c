package dev.tenon.experiments.record;

import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.Tuning;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What trials tried before they were trained as they were tested: with each trial as JSON, and all of them in {@code tuning.csv}. */
final class TuningFile {

    static final String FILE = "tuning.csv";

    private TuningFile() {}

    static ObjectNode entry(Tuning tuning) {
        ObjectNode node = Json.object();
        node.put("metric", tuning.metric());
        node.put("higher-is-better", tuning.higherIsBetter());
        node.put("chosen", tuning.chosen());
        node.put("validation", tuning.validation());
        ArrayNode tries = node.putArray("tries");
        for (Tuning.Try each : tuning.tries()) {
            ObjectNode child = tries.addObject();
            child.put("candidate", each.candidate());
            ObjectNode settings = child.putObject("settings");
            each.settings().forEach(settings::put);
            child.put("rung", each.rung());
            child.put("divisor", each.divisor());
            child.put("seed", each.seed());
            child.set("value", Json.number(each.value()));
            child.put("steps", each.steps());
            child.put("examples", each.examples());
        }
        return node;
    }

    static Tuning tuning(JsonView node) {
        List<Tuning.Try> tries = node.list("tries", TuningFile::attempt);
        int chosen = node.count("chosen");
        if (tries.stream().noneMatch(each -> each.candidate() == chosen)) {
            throw node.get("chosen").wrong("a candidate that was tried");
        }
        return new Tuning(node.text("metric"), node.flag("higher-is-better"), chosen, node.count("validation"), tries);
    }

    private static Tuning.Try attempt(JsonView node) {
        return new Tuning.Try(
                node.count("candidate"),
                node.map("settings", JsonView::text),
                node.count("rung"),
                node.count("divisor"),
                node.count("seed"),
                node.get("value").number(),
                node.size("steps"),
                node.count("examples"));
    }

    /** A row for each try of each trial; a try without a value, which diverged, has an empty field. */
    static void table(Writer to, List<TrialRecord> trials) throws IOException {
        Set<String> factors = new LinkedHashSet<>();
        Set<String> settings = new LinkedHashSet<>();
        Set<String> metrics = new LinkedHashSet<>();
        for (TrialRecord trial : trials) {
            factors.addAll(trial.id().factors().keySet());
            trial.tuning().ifPresent(tuning -> {
                tuning.tries().forEach(each -> settings.addAll(each.settings().keySet()));
                metrics.add(tuning.metric());
            });
        }
        List<String> head = new ArrayList<>(List.of("arm"));
        head.addAll(factors);
        head.add("seed");
        head.addAll(settings.stream().map(path -> "tuned " + path).toList());
        head.addAll(List.of("rung", "part-of-training", "tuning-seed"));
        head.addAll(metrics);
        head.addAll(List.of("steps", "examples", "chosen"));
        StringBuilder out = new StringBuilder();
        CsvText.row(out, head);
        for (TrialRecord trial : trials) {
            for (Tuning.Try each : trial.tuning().map(Tuning::tries).orElse(List.of())) {
                Tuning tuning = trial.tuning().orElseThrow();
                List<String> row = new ArrayList<>(List.of(trial.id().arm()));
                factors.forEach(factor -> row.add(trial.id().factors().getOrDefault(factor, "")));
                row.add(Long.toString(trial.id().seed()));
                settings.forEach(path -> row.add(each.settings().getOrDefault(path, "")));
                row.add(Integer.toString(each.rung()));
                row.add(each.divisor() == 1 ? "1" : "1/" + each.divisor());
                row.add(Integer.toString(each.seed()));
                metrics.forEach(
                        metric -> row.add(CsvText.number(metric.equals(tuning.metric()) ? each.value() : Double.NaN)));
                row.add(Long.toString(each.steps()));
                row.add(Integer.toString(each.examples()));
                row.add(each.candidate() == tuning.chosen() ? "yes" : "no");
                CsvText.row(out, row);
            }
            to.append(out);
            out.setLength(0);
        }
    }
}
