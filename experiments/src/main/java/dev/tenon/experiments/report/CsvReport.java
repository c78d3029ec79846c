package dev.tenon.experiments.report;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.stats.ArmSummary;
import dev.tenon.experiments.stats.Comparison;
import dev.tenon.experiments.stats.Difference;
import dev.tenon.experiments.stats.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results as comma-separated values (RFC 4180, lines end in a newline) for other programs. */
public final class CsvReport {

    private CsvReport() {}

    /**
     * One line for each trial and metric, in the order of the result: arm, varied settings, seed, status, examples
     * charged, metric, value. A trial without metrics has one line with the last two empty.
     */
    public static String trials(ExperimentResult result) {
        List<String> settings = settings(result.plan().cells().getFirst().factors());
        StringBuilder text = new StringBuilder();
        List<String> head = new ArrayList<>(List.of("arm"));
        head.addAll(settings);
        head.addAll(List.of("seed", "status", "examples", "metric", "value"));
        line(text, head);
        for (TrialRecord trial : result.trials()) {
            List<String> start = new ArrayList<>(List.of(trial.id().arm()));
            settings.forEach(s -> start.add(trial.id().factors().getOrDefault(s, "")));
            start.add(Long.toString(trial.id().seed()));
            start.add(trial.status().name().toLowerCase(java.util.Locale.ROOT));
            start.add(Integer.toString(trial.examples()));
            if (trial.metrics().isEmpty()) {
                line(text, with(start, List.of("", "")));
            }
            trial.metrics().forEach((name, value) -> line(text, with(start, List.of(name, value.toString()))));
        }
        return text.toString();
    }

    /**
     * One line for each arm, cell and metric: mean over seeds and its interval, sizes, and for the primary metric
     * the comparison with the reference arm.
     */
    public static String summary(Comparison comparison) {
        List<String> settings = settings(comparison.cells().getFirst());
        StringBuilder text = new StringBuilder();
        List<String> head = new ArrayList<>(List.of("arm"));
        head.addAll(settings);
        head.addAll(List.of("metric", "n", "mean", "deviation", "low", "high"));
        head.addAll(List.of("trials", "diverged", "failed", "parameters", "trainable", "multiply_adds", "examples"));
        head.addAll(List.of("difference", "difference_low", "difference_high", "p_t", "p_wilcoxon", "p_corrected"));
        head.addAll(List.of("g", "rank_biserial", "verdict"));
        line(text, head);
        for (ArmSummary summary : comparison.summaries()) {
            summary.metrics().forEach((metric, estimate) -> {
                List<String> cells = new ArrayList<>(List.of(summary.arm()));
                settings.forEach(s -> cells.add(summary.factors().getOrDefault(s, "")));
                cells.add(metric);
                estimate(cells, estimate);
                sizes(cells, summary);
                difference(
                        cells,
                        metric.equals(comparison.primary())
                                ? comparison.difference(summary.arm(), summary.factors())
                                : Optional.empty());
                line(text, cells);
            });
        }
        return text.toString();
    }

    private static void estimate(List<String> cells, Estimate estimate) {
        cells.add(Integer.toString(estimate.n()));
        cells.add(number(estimate.mean()));
        cells.add(number(estimate.deviation()));
        cells.add(number(estimate.interval().low()));
        cells.add(number(estimate.interval().high()));
    }

    private static void sizes(List<String> cells, ArmSummary summary) {
        cells.add(Integer.toString(summary.trials()));
        cells.add(Integer.toString(summary.diverged()));
        cells.add(Integer.toString(summary.failed()));
        for (long size : new long[] {summary.parameters(), summary.trainable(), summary.multiplyAdds()}) {
            cells.add(size < 0 ? "" : Long.toString(size));
        }
        cells.add(number(summary.charged()));
    }

    private static void difference(List<String> cells, Optional<Difference> found) {
        if (found.isEmpty()) {
            cells.addAll(List.of("", "", "", "", "", "", "", "", ""));
            return;
        }
        Difference d = found.get();
        cells.add(number(d.test().difference().mean()));
        cells.add(number(d.test().difference().interval().low()));
        cells.add(number(d.test().difference().interval().high()));
        cells.add(number(d.test().t()));
        cells.add(number(d.test().wilcoxon().p()));
        cells.add(number(d.corrected()));
        cells.add(number(d.test().effect().g()));
        cells.add(number(d.test().effect().rankBiserial()));
        cells.add(d.verdict().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    private static List<String> settings(Map<String, String> factors) {
        return List.copyOf(factors.keySet());
    }

    private static List<String> with(List<String> start, List<String> end) {
        List<String> all = new ArrayList<>(start);
        all.addAll(end);
        return all;
    }

    /** Ten digits: what follows depends on the machine's library of functions. Empty if there is no number. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "" : value > 0 ? "inf" : "-inf";
        }
        return Double.toString(new BigDecimal(value).round(new MathContext(10)).doubleValue());
    }

    private static void line(StringBuilder text, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
        }
        text.append('\n');
    }

    private static String quoted(String cell) {
        boolean special = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return special ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
