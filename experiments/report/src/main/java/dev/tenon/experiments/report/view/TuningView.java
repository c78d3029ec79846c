package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.LineChart;
import dev.tenon.experiments.report.draw.Series;
import dev.tenon.experiments.report.view.TableView.Cell;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Interval;
import dev.tenon.experiments.stats.Tuned;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What was tried of each arm before it was tested. */
final class TuningView {

    /** Rows of a table of settings, at most; all of them are in {@code tuning.csv}. */
    private static final int MOST = 60;

    private final ExperimentComparison comparison;
    private final Arms arms;
    private final List<Tuned> all;
    private final Map<String, String> last;

    TuningView(ExperimentResult result, ExperimentComparison comparison) {
        this.comparison = comparison;
        this.arms = new Arms(comparison);
        this.all = Tuned.of(result);
        this.last = comparison.judged().cells().getLast();
    }

    List<TableView> tables() {
        return all.isEmpty() ? List.of() : List.of(choices(), settings());
    }

    private TableView choices() {
        boolean cells = all.stream().anyMatch(each -> !each.factors().isEmpty());
        List<String> head = new ArrayList<>(List.of("arm"));
        if (cells) {
            head.add("at");
        }
        head.addAll(List.of("over", "tries", "best", "at an end of what was tried"));
        List<List<Cell>> rows = new ArrayList<>();
        for (Tuned tuned : all) {
            List<Cell> row = new ArrayList<>(List.of(arms.cell(tuned.arm())));
            if (cells) {
                row.add(Cell.of(Factors.text(tuned.factors())));
            }
            row.add(Cell.of(String.join(", ", tuned.by().tune().over().keySet())));
            row.add(Cell.number(tuned.tries()));
            row.add(Cell.of(tuned.choices()));
            row.add(Cell.of(String.join(
                    "; ",
                    tuned.borders().stream()
                            .map(border ->
                                    border.path() + " " + border.value() + ": " + Words.count(border.seeds(), "seed"))
                            .toList())));
            rows.add(row);
        }
        return new TableView(
                "What each seed tried of an arm, and what was best by " + metric() + ", most frequent first.",
                head,
                rows);
    }

    private String metric() {
        return all.getFirst().by().tune().metric();
    }

    /** Arms of the last cell that verdicts are about, or, of an arm that it does not change, of the cell in which it was run. */
    private List<Tuned> shown() {
        List<Tuned> shown = new ArrayList<>();
        for (String arm : comparison.arms()) {
            List<Tuned> own =
                    all.stream().filter(each -> each.arm().equals(arm)).toList();
            own.stream()
                    .filter(each -> each.factors().equals(last))
                    .findFirst()
                    .or(() -> own.stream().findFirst())
                    .ifPresent(shown::add);
        }
        return shown;
    }

    private TableView settings() {
        List<Tuned> shown = shown();
        Set<Map<String, String>> settings = new LinkedHashSet<>();
        shown.forEach(tuned -> tuned.by().candidates().forEach(each -> settings.add(each.settings())));
        List<String> head = new ArrayList<>(List.of("settings"));
        shown.forEach(tuned -> head.add(tuned.arm()));
        List<List<Cell>> rows = new ArrayList<>();
        for (Map<String, String> each : settings) {
            if (rows.size() == MOST) {
                break;
            }
            List<Cell> row = new ArrayList<>(List.of(Cell.of(Factors.text(each))));
            for (Tuned tuned : shown) {
                row.add(candidate(tuned, each)
                        .map(number -> value(tuned, number))
                        .orElse(Cell.number("")));
            }
            rows.add(row);
        }
        String part = part(shown);
        return new TableView(
                metric() + " of each setting" + (last.isEmpty() ? "" : " at " + Factors.text(last))
                        + part + ", mean over seeds; in brackets how many seeds chose it."
                        + (settings.size() > MOST ? " The first " + MOST + "; tuning.csv has all." : ""),
                head,
                rows);
    }

    private static String part(List<Tuned> shown) {
        int divisor = shown.getFirst().by().rungs().getFirst().divisor();
        return divisor == 1 ? "" : " after 1/" + divisor + " of the training";
    }

    private static Optional<Integer> candidate(Tuned tuned, Map<String, String> settings) {
        return IntStream.range(0, tuned.by().candidates().size())
                .filter(i -> tuned.by().candidates().get(i).settings().equals(settings))
                .boxed()
                .findFirst();
    }

    private static Cell value(Tuned tuned, int candidate) {
        double mean = tuned.mean(candidate);
        int without = tuned.without(candidate);
        int chosen = tuned.chosen(candidate);
        String text = Double.isNaN(mean) ? "diverged" : Figures.value(mean);
        return Cell.number(
                text
                        + (without > 0 && !Double.isNaN(mean) ? ", " + without + " diverged" : "")
                        + (chosen > 0 ? " (" + chosen + ")" : ""),
                chosen == 0 ? "muted" : "");
    }

    /** What decides against each setting that is a number, a line an arm: of candidates that share a value, the best. */
    List<Figure> charts() {
        Set<String> paths = new LinkedHashSet<>();
        all.forEach(tuned -> paths.addAll(tuned.by().tune().over().keySet()));
        List<Figure> figures = new ArrayList<>();
        for (String path : paths) {
            List<Series> series = new ArrayList<>();
            for (Tuned tuned : shown()) {
                List<Series.Point> points = points(tuned, path);
                if (points.size() > 1) {
                    series.add(new Series(tuned.arm(), arms.look(tuned.arm()), points));
                }
            }
            if (series.isEmpty()) {
                continue;
            }
            DoubleStream xs =
                    series.stream().flatMap(each -> each.points().stream()).mapToDouble(Series.Point::x);
            String svg = new LineChart(
                            metric() + " of each arm against " + path,
                            path,
                            metric(),
                            LineChart.Scale.of(xs),
                            Interval.ALL,
                            false,
                            true,
                            series)
                    .svg();
            boolean several =
                    shown().stream().anyMatch(tuned -> tuned.by().tune().over().size() > 1);
            figures.add(new Figure(
                    svg,
                    metric() + " against " + path + part(shown()) + ", mean over seeds"
                            + (several ? "; of settings that share a value, the best." : ".")));
        }
        return figures;
    }

    private static List<Series.Point> points(Tuned tuned, String path) {
        boolean higher = tuned.trials().getFirst().higherIsBetter();
        List<Series.Point> points = new ArrayList<>();
        for (int i = 0; i < tuned.by().candidates().size(); i++) {
            Optional<Double> x =
                    Factors.number(tuned.by().candidates().get(i).settings().getOrDefault(path, ""));
            double y = tuned.mean(i);
            if (x.isEmpty() || Double.isNaN(y)) {
                continue;
            }
            Series.Point point = new Series.Point(x.get(), y, Double.NaN, Double.NaN);
            Optional<Series.Point> same =
                    points.stream().filter(other -> other.x() == point.x()).findFirst();
            if (same.isPresent() && higher == same.get().y() >= y) {
                continue;
            }
            same.ifPresent(points::remove);
            points.add(point);
        }
        points.sort(Comparator.comparingDouble(Series.Point::x));
        return points;
    }
}
