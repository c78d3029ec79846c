package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.LineChart;
import dev.tenon.experiments.report.draw.Series;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.StageRecord.LossPoint;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.stats.ArmSummary;
import dev.tenon.experiments.stats.Estimate;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Charts: the primary metric against what is varied, and the loss while learning. */
final class CurvesView {

    private final ExperimentResult result;
    private final ExperimentComparison comparison;
    private final Arms arms;

    CurvesView(ExperimentResult result, ExperimentComparison comparison) {
        this.result = result;
        this.comparison = comparison;
        this.arms = new Arms(comparison);
    }

    /** The primary metric over the numeric settings that are varied; over examples, also as charged. */
    List<Figure> factors() {
        List<Figure> figures = new ArrayList<>();
        if (!comparison.metrics().contains(comparison.primary())) {
            return figures;
        }
        for (String setting : comparison.cells().getFirst().keySet()) {
            if (numeric(setting)) {
                for (Map<String, String> others : without(setting)) {
                    boolean examples = Factors.isExamples(setting);
                    String fixed = others.isEmpty() ? "" : " (" + Factors.text(others) + ")";
                    add(
                            figures,
                            setting,
                            others,
                            s -> Factors.number(s.factors().getOrDefault(setting, ""))
                                    .orElse(Double.NaN),
                            examples ? "training examples (" + setting + ")" : setting,
                            fixed);
                    if (examples && chargedDiffers()) {
                        add(
                                figures,
                                setting,
                                others,
                                comparison.charge()::of,
                                comparison.charge().what() + " over all stages",
                                fixed);
                    }
                }
            }
        }
        return figures;
    }

    private void add(
            List<Figure> figures,
            String setting,
            Map<String, String> others,
            ToDoubleFunction<ArmSummary> x,
            String label,
            String fixed) {
        List<Series> series = new ArrayList<>();
        for (String arm : comparison.arms()) {
            List<Series.Point> points = comparison.summaries().stream()
                    .filter(s ->
                            s.arm().equals(arm) && rest(s.factors(), setting).equals(others))
                    .filter(s -> s.metric(comparison.primary()).n() > 0 && !Double.isNaN(x.applyAsDouble(s)))
                    .map(s -> point(x.applyAsDouble(s), s))
                    .sorted(java.util.Comparator.comparingDouble(Series.Point::x))
                    .toList();
            series.add(new Series(arm, arms.look(arm), points));
        }
        String alternative = comparison.primary() + " of each arm against " + label + fixed;
        LineChart chart = new LineChart(
                alternative,
                label + fixed,
                comparison.primary(),
                Factors.isExamples(setting) ? LineChart.Scale.RATIOS : LineChart.Scale.of(xs(series)),
                comparison.bounds(),
                false,
                true,
                series);
        String svg = chart.svg();
        if (!svg.isEmpty()) {
            figures.add(new Figure(
                    svg,
                    comparison.primary() + " against " + label + fixed
                            + (comparison.seeds() > 1 ? "; a dot is a seed." : "."),
                    chart.numbers()));
        }
    }

    private static DoubleStream xs(List<Series> series) {
        return series.stream().flatMap(each -> each.points().stream()).mapToDouble(Series.Point::x);
    }

    private boolean chargedDiffers() {
        return comparison.summaries().stream()
                .anyMatch(s -> StrictMath.abs(comparison.charge().of(s) - s.nominal()) > 0.5);
    }

    private boolean numeric(String setting) {
        List<Optional<Double>> values = comparison.cells().stream()
                .map(cell -> Factors.number(cell.getOrDefault(setting, "")))
                .toList();
        return values.stream().allMatch(Optional::isPresent)
                && values.stream().distinct().count() > 1;
    }

    private Set<Map<String, String>> without(String setting) {
        Set<Map<String, String>> others = new LinkedHashSet<>();
        comparison.cells().forEach(cell -> others.add(rest(cell, setting)));
        return others;
    }

    private static Map<String, String> rest(Map<String, String> cell, String setting) {
        Map<String, String> rest = new LinkedHashMap<>(cell);
        rest.remove(setting);
        return rest;
    }

    private Series.Point point(double x, ArmSummary summary) {
        return point(x, summary.metric(comparison.primary()), seeds(result, comparison, summary));
    }

    private static Series.Point point(double x, Estimate estimate, List<Double> seeds) {
        // The interval of two values is so wide that it would hide everything else.
        Interval band = estimate.n() > 2 ? estimate.interval() : Interval.NONE;
        return new Series.Point(x, estimate.mean(), band.low(), band.high(), seeds);
    }

    /** What each seed of an arm came to; nothing where there is one seed, which is the mean. */
    static List<Double> seeds(ExperimentResult result, ExperimentComparison comparison, ArmSummary arm) {
        List<Double> seeds = result.trials(arm.arm(), arm.factors()).stream()
                .filter(trial -> trial.status() == TrialRecord.Status.COMPLETED)
                .flatMap(trial -> Optional.ofNullable(trial.metrics().get(comparison.primary())).stream())
                .toList();
        return seeds.size() < 2 ? List.of() : seeds;
    }

    /** The loss of each stage over steps, in the last cell and, where there are several, the first. */
    List<Figure> losses() {
        List<Figure> figures = new ArrayList<>();
        List<Map<String, String>> cells =
                new ArrayList<>(List.of(comparison.cells().getLast()));
        if (comparison.cells().size() > 1) {
            cells.addFirst(comparison.cells().getFirst());
        }
        for (Map<String, String> cell : cells) {
            loss(figures, cell, LossPoint::training, "training loss");
            loss(figures, cell, LossPoint::validation, "validation loss");
        }
        return figures;
    }

    private void loss(List<Figure> figures, Map<String, String> cell, ToDoubleFunction<LossPoint> of, String what) {
        Map<String, List<Curve>> byStage = new LinkedHashMap<>();
        Set<String> drawn = new LinkedHashSet<>();
        for (String arm : comparison.arms()) {
            List<TrialRecord> trials = result.trials(arm, cell);
            int stages = trials.stream().mapToInt(t -> t.stages().size()).max().orElse(0);
            for (int i = 0; i < stages; i++) {
                int index = i;
                List<StageRecord> records = trials.stream()
                        .filter(t -> t.stages().size() > index)
                        .map(t -> t.stages().get(index))
                        .toList();
                StageRecord first = records.getFirst();
                Map<Long, List<Double>> steps = steps(records, of);
                // A stage that several arms share was trained once; it is drawn once, under the arm that owns it.
                if (!steps.isEmpty() && drawn.add(first.arm() + "/" + first.stage())) {
                    boolean last = i == stages - 1;
                    byStage.computeIfAbsent(last ? "" : first.stage(), stage -> new ArrayList<>())
                            .add(new Curve(last ? arm : first.arm(), arms.look(first.arm()), steps));
                }
            }
        }
        String at = cell.isEmpty() ? "" : " at " + Factors.text(cell);
        byStage.forEach((stage, curves) -> {
            String title = what + (stage.isEmpty() ? "" : " of stage " + stage) + at;
            boolean logarithmic = spread(curves);
            List<Series> series = curves.stream()
                    .map(curve -> new Series(curve.name(), curve.look(), points(curve, logarithmic)))
                    .toList();
            LineChart chart = new LineChart(
                    "The " + title + " of each arm over training steps",
                    "training steps (minibatches)",
                    what + (logarithmic ? " (log scale)" : ""),
                    LineChart.Scale.LINEAR,
                    Interval.ALL,
                    logarithmic,
                    false,
                    series);
            String svg = chart.svg();
            figures.add(new Figure(
                    svg,
                    Words.capital(title) + "." + (logarithmic ? " Means are of logarithms." : ""),
                    chart.numbers()));
        });
    }

    /** The losses of all seeds at each step. */
    private record Curve(String name, int look, Map<Long, List<Double>> steps) {}

    private static Map<Long, List<Double>> steps(List<StageRecord> records, ToDoubleFunction<LossPoint> of) {
        Map<Long, List<Double>> steps = new TreeMap<>();
        for (StageRecord record : records) {
            for (LossPoint point : record.losses()) {
                double loss = of.applyAsDouble(point);
                if (Double.isFinite(loss)) {
                    steps.computeIfAbsent(point.step(), step -> new ArrayList<>())
                            .add(loss);
                }
            }
        }
        return steps;
    }

    /** Means and intervals, of logarithms where the axis is: an interval of what spreads so far would go below 0. */
    private List<Series.Point> points(Curve curve, boolean logarithmic) {
        List<Series.Point> points = new ArrayList<>();
        curve.steps().forEach((step, losses) -> {
            double[] values = losses.stream()
                    .mapToDouble(loss -> logarithmic ? StrictMath.log(loss) : loss)
                    .toArray();
            Series.Point p = point(step, Estimate.of(values, comparison.confidence()), List.of());
            points.add(
                    logarithmic
                            ? new Series.Point(
                                    p.x(), StrictMath.exp(p.y()), StrictMath.exp(p.low()), StrictMath.exp(p.high()))
                            : p);
        });
        return points;
    }

    /** Whether losses are all positive and spread so far that a linear axis would show only the largest. */
    private static boolean spread(List<Curve> curves) {
        double[] losses = curves.stream()
                .flatMap(curve -> curve.steps().values().stream())
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return losses[0] > 0 && losses[losses.length - 1] / losses[losses.length / 10] > 20;
    }
}
