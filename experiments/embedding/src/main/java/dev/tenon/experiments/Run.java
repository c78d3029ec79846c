package dev.tenon.experiments;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.stats.ArmSummary;
import dev.tenon.experiments.stats.Estimate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The results of an experiment.
 *
 * <p>Experimental.
 *
 * @since 0.2
 */
public final class Run {

    private final ExperimentResult result;
    private final dev.tenon.experiments.stats.ExperimentComparison comparison;
    private final Reporter reporter;
    private final List<Trial> trials;
    private final Optional<Path> folder;
    private final Supplier<ExperimentResult> whole;

    private Run(
            Services services,
            ExperimentResult result,
            List<Trial> trials,
            Optional<Path> folder,
            Supplier<ExperimentResult> whole) {
        this.result = result;
        this.reporter = new Reporter(services);
        this.comparison = reporter.compare(result);
        this.trials = trials;
        this.folder = folder;
        this.whole = whole;
    }

    /** Of a result that has its weights and scores. */
    static Run inMemory(Services services, ExperimentResult result) {
        List<Trial> trials = result.trials().stream()
                .map(trial -> new Trial(trial, () -> trial))
                .toList();
        return new Run(services, result, trials, Optional.empty(), () -> result);
    }

    /** Of a run folder; weights and scores are read when they are asked for. */
    static Run saved(Services services, Path folder) {
        PlanReader reader = new PlanReader(services);
        ExperimentResult result = SavedRun.read(folder, reader, false).result();
        IntFunction<TrialRecord> tensors = SavedTensors.of(folder);
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < result.trials().size(); i++) {
            int number = i;
            trials.add(new Trial(result.trials().get(i), () -> tensors.apply(number)));
        }
        return new Run(
                services,
                result,
                List.copyOf(trials),
                Optional.of(folder),
                () -> SavedRun.read(folder, reader, true).result());
    }

    /** What the experiment is called. */
    public String name() {
        return result.plan().first().name();
    }

    /** Its folder; empty if it is only in memory. */
    public Optional<Path> folder() {
        return folder;
    }

    /** The architectures, in the file's order. */
    public List<String> arms() {
        return comparison.arms();
    }

    /** The varied settings of each cell, in order; one empty map if nothing is varied. */
    public List<Map<String, String>> cells() {
        return comparison.cells();
    }

    /** Names of all metrics, the primary first. */
    public List<String> metrics() {
        return comparison.metrics();
    }

    /** The metric that decides, as {@code test.accuracy}. */
    public String primary() {
        return comparison.primary();
    }

    /** All trials, in the order of the plan: cells, then arms, then seeds. */
    public List<Trial> trials() {
        return trials;
    }

    /**
     * The trial of an arm and a seed; in the last cell that has one, if settings are varied.
     *
     * @throws TenonException if there is none
     */
    public Trial trial(String arm, long seed) {
        return trials.stream()
                .filter(trial -> trial.arm().equals(arm) && trial.seed() == seed)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new TenonException("no trial of arm \"" + arm + "\" and seed " + seed
                        + " has ended; there are arms " + arms() + " and seeds " + seeds()));
    }

    private Set<Long> seeds() {
        Set<Long> seeds = new LinkedHashSet<>();
        trials.forEach(trial -> seeds.add(trial.seed()));
        return seeds;
    }

    /** The primary metric of an arm: its mean over seeds and the cells that the file judges by. */
    public Mean mean(String arm) {
        return Mean.of(comparison.overall().getOrDefault(arm, Estimate.of(new double[0], comparison.confidence())));
    }

    /**
     * A metric of an arm in a cell: its mean over seeds.
     *
     * @param cell one of {@link #cells}
     * @throws IllegalArgumentException if there is no such arm or cell
     */
    public Mean mean(String arm, Map<String, String> cell, String metric) {
        return Mean.of(comparison.summary(arm, cell).metric(metric));
    }

    /** Each arm but the reference, compared with it; empty if there is one arm. */
    public List<Comparison> comparisons() {
        return comparison.overallDifferences().stream()
                .map(difference -> Comparison.of(comparison, difference))
                .toList();
    }

    /** What the experiment shows, in a sentence. */
    public String conclusion() {
        return comparison.conclusion();
    }

    /** What a reader must know before believing the rest, one sentence each. */
    public List<String> caveats() {
        return comparison.caveats();
    }

    /**
     * A row for each arm: {@code arm}, {@code parameters} (of the largest network compared), {@code mean}, {@code low} and {@code high}
     * of the primary metric, and {@code difference}, {@code p}, {@code effect} and {@code verdict} against the reference.
     */
    public Table results() {
        Table.Builder table = new Table.Builder(
                List.of("arm", "parameters", "mean", "low", "high", "difference", "p", "effect", "verdict"));
        List<Comparison> compared = comparisons();
        for (String arm : arms()) {
            Mean mean = mean(arm);
            Optional<Comparison> own =
                    compared.stream().filter(each -> each.arm().equals(arm)).findFirst();
            long parameters = comparison.summaries().stream()
                    .filter(summary -> summary.arm().equals(arm))
                    .mapToLong(ArmSummary::parameters)
                    .max()
                    .orElse(-1);
            table.row(List.of(
                    arm,
                    parameters,
                    mean.value(),
                    mean.low(),
                    mean.high(),
                    own.map(each -> each.difference().value()).orElse(Double.NaN),
                    own.map(Comparison::p).orElse(Double.NaN),
                    own.map(Comparison::effect).orElse(Double.NaN),
                    own.map(each -> each.verdict().toString()).orElse("reference")));
        }
        return table.build();
    }

    /** A row for each trial: {@code arm}, each varied setting, {@code seed}, {@code status}, and every metric. */
    public Table table() {
        List<String> factors = List.copyOf(cells().getFirst().keySet());
        List<String> columns = Stream.of(
                        Stream.of("arm"), factors.stream(), Stream.of("seed", "status"), metrics().stream())
                .flatMap(each -> each)
                .toList();
        Table.Builder table = new Table.Builder(columns);
        for (Trial trial : trials) {
            List<Object> row = new ArrayList<>(List.of(trial.arm()));
            factors.forEach(factor -> row.add(trial.cell().getOrDefault(factor, "")));
            row.add(trial.seed());
            row.add(trial.status().toString());
            metrics().forEach(metric -> row.add(trial.metric(metric)));
            table.row(row);
        }
        return table.build();
    }

    /** The report for a terminal, as {@code tenon run} prints it. */
    public String text() {
        return TenonException.ofOwn(() -> reporter.reports(whole.get()).text());
    }

    @Override
    public String toString() {
        return name() + ": " + trials.size() + " trials; " + conclusion();
    }
}
