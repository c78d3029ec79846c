package dev.tenon.experiments.report.draw;

import dev.tenon.experiments.stats.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers from 0 to 1 between named rows and columns, as colours.
 *
 * @param alternative what it shows, in words
 * @param names of rows and columns alike
 * @param values {@code [names, names]}; NaN where there is none
 */
public record HeatGrid(String alternative, List<String> names, double[] values) {

    private static final double CELL = 22;

    /** What is drawn, a row for each name, names first. */
    public List<List<String>> numbers() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(names);
        rows.add(head);
        for (int i = 0; i < names.size(); i++) {
            List<String> row = new ArrayList<>(List.of(names.get(i)));
            for (int j = 0; j < names.size(); j++) {
                row.add(Numbers.of(values[i * names.size() + j]));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Draws it. */
    public String svg() {
        int n = names.size();
        double room = 14 + 6.4 * names.stream().mapToInt(String::length).max().orElse(0);
        double cell = n <= 8 ? CELL * 1.6 : CELL;
        Svg svg = new Svg(room + n * cell + 8, room + n * cell + 8, "chart wide", alternative);
        for (int i = 0; i < n; i++) {
            double middle = room + (i + 0.5) * cell;
            svg.words(room - 6, middle + 4, "tick", "end", names.get(i));
            svg.open("text", "class", "tick", "transform", turned(middle + 4, room - 6));
            svg.raw(Svg.escape(names.get(i))).close("text");
            for (int j = 0; j < n; j++) {
                double value = values[i * n + j];
                svg.open(
                        "rect",
                        "x",
                        room + j * cell,
                        "y",
                        room + i * cell,
                        "width",
                        cell - 1,
                        "height",
                        cell - 1,
                        "fill",
                        Ramp.css(Ramp.SIZE.at(value)));
                svg.title(names.get(i) + " and " + names.get(j) + ": "
                        + (Double.isNaN(value) ? "not known" : Figures.value(value)));
                svg.close("rect");
                if (n <= 8 && !Double.isNaN(value)) {
                    svg.open(
                            "text",
                            "x",
                            room + (j + 0.5) * cell,
                            "y",
                            middle + 4,
                            "text-anchor",
                            "middle",
                            "class",
                            "cell",
                            "fill",
                            Ramp.ink(Ramp.SIZE.at(value)));
                    svg.raw(String.format(java.util.Locale.ROOT, "%.2f", value)).close("text");
                }
            }
        }
        return svg.done();
    }

    private static String turned(double x, double y) {
        return "translate(" + Svg.number(x) + " " + Svg.number(y) + ") rotate(-90)";
    }
}
