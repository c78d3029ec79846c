package dev.tenon.experiments.report.table;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.stats.ArmSummary;
import dev.tenon.experiments.stats.Difference;
import dev.tenon.experiments.stats.Estimate;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is said of each arm: the one place that decides it, whatever it is rendered as. */
public final class ResultTable {

    /** Names of columns. */
    public static final String ARM = "arm";

    public static final String P = "p";
    public static final String WILCOXON = "Wilcoxon p";
    public static final String EFFECT = "effect g";
    public static final String VERDICT = "verdict";
    public static final String PARAMETERS = "parameters";
    public static final String MULTIPLY_ADDS = "multiply-adds";
    public static final String EXAMPLES = "examples";
    public static final String TRIALS = "trials";

    private final ExperimentComparison comparison;
    private final boolean measured;
    private final boolean compares;

    private ResultTable(ExperimentComparison comparison) {
        this.comparison = comparison;
        this.measured = comparison.metrics().contains(comparison.primary());
        this.compares = comparison.comparesArms();
    }

    /** One row for each arm. */
    public static Table of(ExperimentComparison comparison) {
        return new ResultTable(comparison).table();
    }

    /** The name of the column of differences. */
    public static String minus(ExperimentComparison comparison) {
        return "minus " + comparison.reference();
    }

    private Table table() {
        List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.text(ARM)));
        if (measured) {
            columns.add(TableColumn.value(comparison.primary()));
        }
        if (compares) {
            columns.addAll(List.of(
                    TableColumn.value(minus(comparison)),
                    TableColumn.value(P),
                    TableColumn.value(WILCOXON),
                    TableColumn.value(EFFECT),
                    TableColumn.text(VERDICT)));
        }
        columns.addAll(List.of(
                TableColumn.count(PARAMETERS),
                TableColumn.count(MULTIPLY_ADDS),
                TableColumn.count(EXAMPLES),
                TableColumn.count(TRIALS)));
        return new Table(
                caption(), columns, comparison.arms().stream().map(this::row).toList());
    }

    private String caption() {
        String judged = comparison.judged().text("averaged over");
        String over = judged.isEmpty() ? "" : (judged.startsWith("at ") ? " " : ", ") + judged;
        return measured
                ? comparison.primary() + over + ": mean over seeds"
                        + (comparison.seeds() > 1 ? " with " + comparison.interval() : "")
                        + ". Parameters and multiply-adds (for one image) are of the network compared; examples are the"
                        + " distinct ones that all stages of an arm learned from; trials are completed of all."
                        + (comparison.seeds() > 1 ? " " + comparison.about() : "")
                : "Sizes of the networks.";
    }

    private List<Cell> row(String arm) {
        List<ArmSummary> own = comparison.summaries().stream()
                .filter(s -> s.arm().equals(arm) && comparison.judged().cells().contains(s.factors()))
                .toList();
        List<Cell> row = new ArrayList<>(List.of(Cell.of(arm)));
        if (measured) {
            row.add(estimate(comparison.overall().getOrDefault(arm, Estimate.of(new double[0], 0.95))));
        }
        if (compares) {
            row.addAll(comparison
                    .overallDifference(arm)
                    .map(ResultTable::compared)
                    .orElse(List.of(
                            CellText.EMPTY,
                            CellText.EMPTY,
                            CellText.EMPTY,
                            CellText.EMPTY,
                            Cell.of("reference").in(Cell.Tone.MUTED))));
        }
        row.add(counts(own, ArmSummary::parameters));
        row.add(counts(own, ArmSummary::multiplyAdds));
        row.add(counts(own, ArmSummary::charged));
        row.add(trials(
                comparison.summaries().stream().filter(s -> s.arm().equals(arm)).toList()));
        return row;
    }

    private static Cell estimate(Estimate estimate) {
        return CellText.estimate(estimate.mean(), estimate.interval(), Figures.estimate(estimate));
    }

    private static List<Cell> compared(Difference d) {
        Estimate difference = d.test().difference();
        Cell.Tone tone = switch (d.verdict()) {
            case BETTER -> Cell.Tone.GOOD;
            case WORSE -> Cell.Tone.BAD;
            case NO_RELEVANT_DIFFERENCE, CANNOT_TELL -> Cell.Tone.MUTED;
        };
        return List.of(
                CellText.estimate(difference.mean(), difference.interval(), Figures.difference(difference)),
                Cell.of(d.corrected(), Figures.pValue(d.corrected())),
                Cell.of(
                                d.test().wilcoxon().p(),
                                Figures.pValue(d.test().wilcoxon().p()))
                        .in(Cell.Tone.MUTED),
                Cell.of(d.test().effect().g(), Figures.effect(d.test().effect().g())),
                Cell.of(words(d.verdict())).in(tone));
    }

    /** A verdict as people say it. */
    public static String words(Verdict verdict) {
        return switch (verdict) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case NO_RELEVANT_DIFFERENCE -> "no relevant difference";
            case CANNOT_TELL -> "cannot tell";
        };
    }

    /** One number where all cells have it, else from the least to the largest; its value is the largest. */
    private static Cell counts(List<ArmSummary> own, ToDoubleFunction<ArmSummary> of) {
        double largest =
                own.stream().mapToDouble(of).filter(value -> value >= 0).max().orElse(Double.NaN);
        return Cell.of(largest, CountRange.counts(own.stream().mapToDouble(of)));
    }

    /** Of all settings: those of an arm that a setting does not touch were run in one of them. */
    private static Cell trials(List<ArmSummary> all) {
        int trials = all.stream().mapToInt(ArmSummary::trials).sum();
        int completed = all.stream().mapToInt(ArmSummary::completed).sum();
        return completed == trials
                ? Cell.of(completed)
                : Cell.of(completed, completed + " of " + trials).in(Cell.Tone.BAD);
    }
}
