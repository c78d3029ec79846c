package dev.tenon.experiments.report.view;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.report.draw.IntervalPlot;
import dev.tenon.experiments.report.draw.LineChart;
import dev.tenon.experiments.report.draw.Series;
import dev.tenon.experiments.report.table.CellText;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.FoundTables;
import dev.tenon.experiments.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Draws tables that say what their axes are. */
final class Drawn {

    /** More rows than this are no picture. */
    private static final int MOST = 60;

    private final Table table;
    private final Plot plot;
    private final Arms arms;
    private final ExperimentComparison comparison;

    private Drawn(Table table, Plot plot, ExperimentComparison comparison) {
        this.table = table;
        this.plot = plot;
        this.arms = new Arms(comparison);
        this.comparison = comparison;
    }

    /** The picture of a table; empty if it has none, or nothing can be seen in it. */
    static Optional<Figure> of(Table table, ExperimentComparison comparison) {
        return table.plot()
                .filter(plot -> !table.isEmpty())
                .map(plot -> new Drawn(table, plot, comparison).svg())
                .filter(svg -> !svg.isEmpty())
                .map(svg -> new Figure(svg, table.caption()));
    }

    private String svg() {
        return switch (plot.kind()) {
            case LINES -> lines();
            case POINTS -> points();
            case IMAGES, MAPS -> ""; // Of single trials: see FoundPictures.
        };
    }

    private int column(String name) {
        return table.columns().stream().map(TableColumn::name).toList().indexOf(name);
    }

    private String head(String name) {
        return CellText.head(table.columns().get(column(name)));
    }

    private static String words(Cell cell) {
        return cell instanceof Cell.Text text ? text.text() : "";
    }

    private static double mean(Cell cell) {
        return FoundTables.value(cell).orElse(Double.NaN);
    }

    private static double low(Cell cell) {
        return cell instanceof Cell.Estimate estimate ? estimate.low() : Double.NaN;
    }

    private static double high(Cell cell) {
        return cell instanceof Cell.Estimate estimate ? estimate.high() : Double.NaN;
    }

    /** What a row's line or point is called: its arm, if there is such a column, and what tells it from others. */
    private String name(List<Cell> row) {
        List<String> names = new ArrayList<>();
        if (comparison.arms().contains(words(row.getFirst()))
                && !plot.x().equals(table.columns().getFirst().name())) {
            names.add(words(row.getFirst()));
        }
        if (!plot.by().isEmpty()) {
            names.add(words(row.get(column(plot.by()))));
        }
        return String.join(" ", names);
    }

    /** An arm's own look; without arms one look for each name. */
    private int look(List<Cell> row, List<String> names) {
        String first = words(row.getFirst());
        return comparison.arms().contains(first) && plot.by().isEmpty() ? arms.look(first) : names.indexOf(name(row));
    }

    private List<String> names() {
        return table.rows().stream().map(this::name).distinct().toList();
    }

    private String lines() {
        Map<String, List<Series.Point>> points = new LinkedHashMap<>();
        Map<String, Integer> looks = new LinkedHashMap<>();
        List<String> names = names();
        for (List<Cell> row : table.rows()) {
            double x = mean(row.get(column(plot.x())));
            Cell y = row.get(column(plot.y()));
            if (Double.isFinite(x) && Double.isFinite(mean(y))) {
                points.computeIfAbsent(name(row), key -> new ArrayList<>())
                        .add(new Series.Point(x, mean(y), low(y), high(y)));
                looks.putIfAbsent(name(row), look(row, names));
            }
        }
        List<Series> series = points.entrySet().stream()
                .map(entry -> new Series(
                        entry.getKey(),
                        looks.getOrDefault(entry.getKey(), 0),
                        entry.getValue().stream()
                                .sorted(Comparator.comparingDouble(Series.Point::x))
                                .toList()))
                .toList();
        return new LineChart(
                        table.caption(),
                        head(plot.x()),
                        head(plot.y()),
                        LineChart.Scale.LINEAR,
                        Interval.ALL,
                        false,
                        true,
                        series)
                .svg();
    }

    private String points() {
        if (table.rows().size() > MOST) {
            return "";
        }
        List<String> names = names();
        List<IntervalPlot.Row> rows = new ArrayList<>();
        for (List<Cell> row : table.rows()) {
            Cell y = row.get(column(plot.y()));
            if (Double.isFinite(mean(y))) {
                rows.add(new IntervalPlot.Row(
                        /* name= */ words(row.get(column(plot.x()))),
                        look(row, names),
                        mean(y),
                        low(y),
                        high(y),
                        /* words= */ name(row),
                        List.of()));
            }
        }
        return new IntervalPlot(table.caption(), List.of(head(plot.y())), Interval.ALL, OptionalDouble.of(0), rows)
                .svg();
    }
}
