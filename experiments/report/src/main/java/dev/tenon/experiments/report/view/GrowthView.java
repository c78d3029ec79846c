package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.LineChart;
import dev.tenon.experiments.report.draw.Series;
import dev.tenon.experiments.stats.Growth;
import dev.tenon.experiments.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How costs grow, as pictures and tables.
 *
 * @param device what was measured, for people
 * @param charts one for each thing that grows
 * @param tables the same in numbers
 */
public record GrowthView(String device, List<Figure> charts, List<TableView> tables) {

    /** A chart and a table for each axis that was measured. */
    public static GrowthView of(String device, List<Growth> growths) {
        List<Figure> charts = new ArrayList<>();
        List<TableView> tables = new ArrayList<>();
        for (Growth.Axis axis : Growth.Axis.values()) {
            List<Growth> along =
                    growths.stream().filter(growth -> growth.axis() == axis).toList();
            if (!along.isEmpty()) {
                charts.add(chart(axis, along));
                tables.add(table(axis, along));
            }
        }
        return new GrowthView(device, List.copyOf(charts), List.copyOf(tables));
    }

    private static Figure chart(Growth.Axis axis, List<Growth> along) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < along.size(); i++) {
            List<Series.Point> points = along.get(i).points().stream()
                    .map(p -> new Series.Point(p.size(), p.ratio(), Double.NaN, Double.NaN))
                    .toList();
            series.add(new Series(axis == Growth.Axis.TRIALS ? "" : along.get(i).what(), i, points));
        }
        String title = "cost of a" + (axis.unit().startsWith("i") ? "n " : " ") + axis.unit() + ", the cheapest is 1";
        LineChart chart = new LineChart(
                title + ", by " + axis.title(),
                axis.title(),
                title,
                LineChart.Scale.RATIOS,
                Interval.ALL,
                false,
                true,
                series);
        return new Figure(chart.svg(), "");
    }

    private static TableView table(Growth.Axis axis, List<Growth> along) {
        List<List<TableView.Cell>> rows = new ArrayList<>();
        for (Growth growth : along) {
            for (Growth.Point p : growth.points()) {
                rows.add(List.of(
                        TableView.Cell.of(growth.what()),
                        TableView.Cell.number(Integer.toString(p.size())),
                        TableView.Cell.number(String.format(Locale.ROOT, "%,.3f", p.millis())),
                        TableView.Cell.number(String.format(Locale.ROOT, "%,.4g", p.unitNanos())),
                        TableView.Cell.number(String.format(Locale.ROOT, "%.2f", p.ratio())),
                        TableView.Cell.of(p.linear() ? "linear" : "")));
            }
        }
        return new TableView(
                "By " + axis.title(),
                List.of("", axis.title(), "ms", "ns for each " + axis.unit(), "of the cheapest", "within 15 %"),
                rows);
    }
}
