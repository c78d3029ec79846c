package dev.tenon.experiments.report.draw;

import dev.tenon.experiments.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Differences from a reference, one below the other, each with its interval, around a line at zero.
 *
 * @param alternative what it shows, in words
 * @param label name of the axis
 * @param bounds where differences can lie
 * @param relevant half the width of the zone of differences that do not matter; 0 if there is none
 */
public record IntervalPlot(String alternative, String label, Interval bounds, double relevant, List<Row> rows) {

    /**
     * One difference.
     *
     * @param words what follows from it, beside it
     * @param low NaN if there is no interval
     * @param high NaN if there is no interval
     */
    public record Row(String name, int look, double value, double low, double high, String words) {}

    private static final double WIDTH = 640;
    private static final double ROW = 30;
    private static final double LEFT = 150;
    private static final double RIGHT = WIDTH - 110;
    private static final int LONGEST = 20;

    /** Draws it; empty if there is nothing to draw. */
    public String svg() {
        double[] values = rows.stream()
                .flatMapToDouble(row -> DoubleStream.of(row.value(), row.low(), row.high()))
                .filter(v -> !Double.isNaN(v))
                .toArray();
        if (values.length == 0) {
            return "";
        }
        double[] all = DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(0, relevant, -relevant))
                .toArray();
        Axis axis = Axis.around(all, bounds, LEFT, RIGHT, 7);
        double bottom = 14 + ROW * rows.size();
        Svg svg = new Svg(WIDTH, bottom + 42, "chart wide", alternative);
        if (relevant > 0) {
            double from = axis.at(-relevant);
            svg.element(
                    "rect",
                    "x",
                    from,
                    "y",
                    8,
                    "width",
                    axis.at(relevant) - from,
                    "height",
                    bottom - 8,
                    "class",
                    "zone");
        }
        for (double tick : axis.ticks()) {
            double at = axis.at(tick);
            svg.element("line", "x1", at, "x2", at, "y1", 8, "y2", bottom, "class", tick == 0 ? "zero" : "grid");
            svg.words(at, bottom + 16, "tick", "middle", axis.name(tick));
        }
        svg.words((LEFT + RIGHT) / 2, bottom + 36, "label", "middle", label);
        for (int i = 0; i < rows.size(); i++) {
            row(svg, rows.get(i), axis, 10 + ROW * (i + 0.5));
        }
        return svg.done();
    }

    /** What is drawn, a row for each difference, names first. */
    public List<List<String>> numbers() {
        List<List<String>> all = new ArrayList<>();
        all.add(List.of("arm", label, "low", "high", "verdict"));
        rows.forEach(row -> all.add(List.of(
                row.name(), Numbers.of(row.value()), Numbers.of(row.low()), Numbers.of(row.high()), row.words())));
        return all;
    }

    private static void row(Svg svg, Row row, Axis axis, double y) {
        String name = row.name().length() <= LONGEST ? row.name() : row.name().substring(0, LONGEST - 1) + "…";
        svg.words(LEFT - 14, y + 4, "name", "end", name);
        svg.words(RIGHT + 10, y + 4, "tick", "start", row.words());
        if (Double.isNaN(row.value())) {
            return;
        }
        if (!Double.isNaN(row.low())) {
            svg.element(
                    "line",
                    "x1",
                    axis.at(row.low()),
                    "x2",
                    axis.at(row.high()),
                    "y1",
                    y,
                    "y2",
                    y,
                    "class",
                    "whisker s" + row.look() % Series.LOOKS);
        }
        Marker.draw(svg, row.look(), axis.at(row.value()), y, 4.6);
    }
}
