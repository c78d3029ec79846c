package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.IntervalPlot;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.ArmSummary;
import dev.tenon.experiments.stats.Estimate;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Each arm's mean with its interval and what each seed came to, where no setting is varied: curves show it where one is. */
final class MeansView {

    private final ExperimentResult result;
    private final ExperimentComparison comparison;
    private final Arms arms;

    MeansView(ExperimentResult result, ExperimentComparison comparison) {
        this.result = result;
        this.comparison = comparison;
        this.arms = new Arms(comparison);
    }

    Optional<Figure> figure() {
        if (comparison.cells().size() > 1 || comparison.arms().size() < 2 || comparison.seeds() < 2) {
            return Optional.empty();
        }
        List<IntervalPlot.Row> rows = new ArrayList<>();
        for (ArmSummary summary : comparison.summaries()) {
            Estimate mean = summary.metric(comparison.primary());
            rows.add(new IntervalPlot.Row(
                    summary.arm(),
                    arms.look(summary.arm()),
                    mean.mean(),
                    mean.interval().low(),
                    mean.interval().high(),
                    Figures.estimate(mean),
                    CurvesView.seeds(result, comparison, summary)));
        }
        String primary = comparison.primary();
        IntervalPlot plot = new IntervalPlot(
                primary + " of each arm: "
                        + rows.stream()
                                .map(row -> row.name() + " " + row.words())
                                .collect(Collectors.joining("; ")),
                List.of(primary + (comparison.higherIsBetter() ? " (right is better)" : " (left is better)")),
                comparison.bounds(),
                OptionalDouble.empty(),
                rows);
        String svg = plot.svg();
        String caption = primary + " of each arm: mean over seeds with " + comparison.interval() + "; a dot is a seed.";
        return svg.isEmpty() ? Optional.empty() : Optional.of(new Figure(svg, caption, plot.numbers()));
    }
}
