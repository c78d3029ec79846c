package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.BarPlot;
import dev.tenon.experiments.stats.Components;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the variance of results comes from. */
final class ComponentsView {

    /** More are in the table alone. */
    private static final int GROUPS = 8;

    private final ExperimentComparison comparison;
    private final Arms arms;

    ComponentsView(ExperimentComparison comparison) {
        this.comparison = comparison;
        this.arms = new Arms(comparison);
    }

    /** Deviations of each source, for each arm and difference. */
    Optional<Figure> figure() {
        return comparison.findings().components().flatMap(this::figure);
    }

    private Optional<Figure> figure(Components components) {
        List<BarPlot.Group> groups = new ArrayList<>();
        for (Components.Row row : components.rows()) {
            if (row.fit().isPresent() && groups.size() < GROUPS) {
                String at = Factors.text(row.others());
                groups.add(new BarPlot.Group(
                        row.what() + (at.isEmpty() ? "" : " at " + at),
                        arms.look(row.arm()),
                        bars(components.factors(), row.fit().get())));
            }
        }
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        BarPlot plot = new BarPlot(
                "How much of the variation of " + comparison.primary() + " each source makes",
                "standard deviation, in units of " + comparison.primary(),
                groups);
        return Optional.of(new Figure(
                plot.svg(),
                "Where the variation of " + comparison.primary() + " comes from: standard deviations between draws of "
                        + String.join(", ", components.factors()) + ", with "
                        + Figures.percent(comparison.confidence()) + " intervals; " + components.rest() + ".",
                plot.numbers()));
    }

    private List<BarPlot.Bar> bars(List<String> factors, Components.Fit fit) {
        List<BarPlot.Bar> bars = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            bars.add(bar(factors.get(f), fit.parts().get(f), fit.interval(f, comparison.confidence())));
        }
        bars.add(bar("rest", fit.rest(), fit.restInterval(comparison.confidence())));
        return bars;
    }

    private static BarPlot.Bar bar(String name, double variance, Interval interval) {
        return new BarPlot.Bar(
                name, StrictMath.sqrt(variance), StrictMath.sqrt(interval.low()), StrictMath.sqrt(interval.high()));
    }
}
