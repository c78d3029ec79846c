package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.LineChart;
import dev.tenon.experiments.report.draw.Series;
import dev.tenon.experiments.report.table.LawTables;
import dev.tenon.experiments.stats.Estimate;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Interval;
import dev.tenon.experiments.stats.Law;
import dev.tenon.experiments.stats.Laws;
import dev.tenon.experiments.stats.PowerLaw;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The laws that were fitted, as lines through what was measured. */
final class LawsView {

    private static final int STEPS = 40;

    private final ExperimentComparison comparison;
    private final Arms arms;

    LawsView(ExperimentComparison comparison) {
        this.comparison = comparison;
        this.arms = new Arms(comparison);
    }

    /** The error against the number, both logarithmic: what was measured with its interval, and the law as a line. */
    List<Figure> figures() {
        return comparison.findings().laws().map(this::figures).orElse(List.of());
    }

    private List<Figure> figures(Laws laws) {
        Set<Map<String, String>> groups = new LinkedHashSet<>();
        laws.laws().forEach(law -> groups.add(law.others()));
        List<Figure> figures = new ArrayList<>();
        for (Map<String, String> group : groups) {
            List<Law> own = laws.laws().stream()
                    .filter(law -> law.others().equals(group) && law.law().isPresent())
                    .toList();
            List<Series> measured = own.stream()
                    .map(law -> new Series(law.arm(), arms.look(law.arm()), points(law)))
                    .toList();
            List<Series> fits = own.stream()
                    .map(law -> new Series(law.arm(), arms.look(law.arm()), line(law)))
                    .toList();
            String number = own.stream().anyMatch(Law::examples)
                    ? comparison.charge().what() + " over all stages"
                    : laws.spec().factor();
            String at = group.isEmpty() ? "" : " (" + Factors.text(group) + ")";
            LineChart chart = new LineChart(
                    "The error of each arm against " + number + at + ", with the law fitted to it",
                    number + at,
                    "error in " + comparison.primary() + " (log scale)",
                    LineChart.Scale.RATIOS,
                    Interval.ALL,
                    true,
                    true,
                    measured,
                    fits);
            String svg = chart.svg();
            if (!svg.isEmpty()) {
                figures.add(new Figure(
                        svg,
                        Words.capital(LawTables.error(comparison, laws)) + " against " + number + at
                                + ": means over seeds with their intervals, and the fitted laws as lines.",
                        chart.numbers()));
            }
        }
        return figures;
    }

    private static List<Series.Point> points(Law law) {
        return law.points().stream()
                .filter(point -> point.error().mean() > 0)
                .map(point -> {
                    Estimate error = point.error();
                    Interval band = error.n() > 2 ? error.interval() : Interval.NONE;
                    return new Series.Point(point.x(), error.mean(), band.low(), band.high());
                })
                .toList();
    }

    private static List<Series.Point> line(Law law) {
        PowerLaw fit = law.law().orElseThrow();
        double from = StrictMath.log(law.points().getFirst().x());
        double to = StrictMath.log(law.points().getLast().x());
        List<Series.Point> points = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double x = StrictMath.exp(from + (to - from) * i / STEPS);
            points.add(new Series.Point(x, fit.at(x), Double.NaN, Double.NaN));
        }
        return points;
    }
}
