package dev.tenon.experiments.report.draw;

import dev.tenon.experiments.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Estimates, one below the other, each with its interval and the values that it is of.
 *
 * @param alternative what it shows, in words
 * @param label name of the axis, line by line
 * @param bounds where they can lie
 * @param relevant half the width of the zone of differences that do not matter; 0 if there is none; empty if they are no differences, so that
 *     there need not be a zero among them
 */
public record IntervalPlot(
        String alternative, List<String> label, Interval bounds, OptionalDouble relevant, List<Row> rows) {

    /**
     * One estimate.
     *
     * @param words what follows from it, beside it
     * @param low NaN if there is no interval
     * @param high NaN if there is no interval
     * @param of what it is an estimate of, seed by seed; may be empty
     */
    public record Row(String name, int look, double value, double low, double high, String words, List<Double> of) {}

    private static final double WIDTH = 420;
    private static final double ROW = 42;
    private static final double LEFT = 16;
    private static final double RIGHT = WIDTH - 16;
    private static final int LONGEST = 34;

    /** Draws it; empty if there is nothing to draw. */
    public String svg() {
        double[] values = rows.stream()
                .flatMapToDouble(row -> DoubleStream.concat(
                        DoubleStream.of(row.value(), row.low(), row.high()),
                        row.of().stream().mapToDouble(Double::doubleValue)))
                .filter(v -> !Double.isNaN(v))
                .toArray();
        if (values.length == 0) {
            return "";
        }
        double zone = relevant.orElse(0);
        DoubleStream zero = relevant.isPresent() ? DoubleStream.of(0, zone, -zone) : DoubleStream.empty();
        double[] all = DoubleStream.concat(DoubleStream.of(values), zero).toArray();
        Axis axis = Axis.around(all, bounds, LEFT, RIGHT, 5);
        double bottom = 14 + ROW * rows.size();
        Svg svg = new Svg(WIDTH, bottom + 24 + 16 * label.size(), "chart narrow", alternative);
        if (zone > 0) {
            double from = axis.at(-zone);
            svg.element(
                    "rect", "x", from, "y", 8, "width", axis.at(zone) - from, "height", bottom - 8, "class", "zone");
        }
        for (double tick : axis.ticks()) {
            double at = axis.at(tick);
            svg.element(
                    "line",
                    "x1",
                    at,
                    "x2",
                    at,
                    "y1",
                    8,
                    "y2",
                    bottom,
                    "class",
                    tick == 0 && relevant.isPresent() ? "zero" : "grid");
            svg.words(at, bottom + 16, "tick", "middle", axis.name(tick));
        }
        for (int i = 0; i < label.size(); i++) {
            svg.words(WIDTH / 2, bottom + 34 + 16 * i, "label", "middle", label.get(i));
        }
        for (int i = 0; i < rows.size(); i++) {
            row(svg, rows.get(i), axis, 8 + ROW * i);
        }
        return svg.done();
    }

    /** What is drawn, a row for each difference, names first. */
    public List<List<String>> numbers() {
        List<List<String>> all = new ArrayList<>();
        all.add(List.of("arm", String.join(" ", label), "low", "high", relevant.isPresent() ? "verdict" : "seeds"));
        rows.forEach(row -> all.add(List.of(
                row.name(),
                Numbers.of(row.value()),
                Numbers.of(row.low()),
                Numbers.of(row.high()),
                relevant.isPresent()
                        ? row.words()
                        : row.of().stream().map(Numbers::of).collect(Collectors.joining(" ")))));
        return all;
    }

    /** Its name and what follows from it above, so that both have room on a narrow page. */
    private static void row(Svg svg, Row row, Axis axis, double top) {
        String name = row.name().length() <= LONGEST ? row.name() : row.name().substring(0, LONGEST - 1) + "…";
        svg.words(LEFT, top + 16, "name", "start", name);
        svg.words(RIGHT, top + 16, "tick", "end", row.words());
        if (Double.isNaN(row.value())) {
            return;
        }
        double y = top + 29;
        for (double each : row.of()) {
            svg.element(
                    "circle",
                    "cx",
                    axis.at(each),
                    "cy",
                    y + 8.5,
                    "r",
                    2.6,
                    "class",
                    "dot s" + row.look() % Series.LOOKS);
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
