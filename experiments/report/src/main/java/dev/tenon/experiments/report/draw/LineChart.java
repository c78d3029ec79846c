package dev.tenon.experiments.report.draw;

import dev.tenon.experiments.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A chart of lines with bands, named at their ends.
 *
 * @param alternative what it shows, in words
 * @param x name and unit of the axis
 * @param y name of the axis
 * @param scale of the axis of x
 * @param bounds where values of y can lie
 * @param logarithmicY whether y is drawn logarithmically; only for positive values
 * @param marks whether points are marked
 * @param fits lines of laws through the points, which are then not joined; empty if none are fitted
 */
public record LineChart(
        String alternative,
        String x,
        String y,
        Scale scale,
        Interval bounds,
        boolean logarithmicY,
        boolean marks,
        List<Series> series,
        List<Series> fits) {

    /** A chart of points that are joined. */
    public LineChart(
            String alternative,
            String x,
            String y,
            Scale scale,
            Interval bounds,
            boolean logarithmicY,
            boolean marks,
            List<Series> series) {
        this(alternative, x, y, scale, bounds, logarithmicY, marks, series, List.of());
    }

    /** How x is laid out. */
    public enum Scale {
        LINEAR,
        /** Logarithmic, with the values themselves as ticks. */
        RATIOS;

        /** Logarithmic where all values are above 0 and the largest is eight times the least, as where each is twice the one before. */
        public static Scale of(DoubleStream values) {
            DoubleSummaryStatistics all = values.summaryStatistics();
            return all.getMin() > 0 && all.getMax() >= 8 * all.getMin() ? RATIOS : LINEAR;
        }
    }

    private static final double WIDTH = 480;
    private static final double HEIGHT = 320;
    private static final double LEFT = 52;
    private static final double TOP = 26;
    private static final double BOTTOM = HEIGHT - 44;
    private static final double LABEL = 13;
    private static final double SAMPLE = 24;
    private static final int LONGEST = 16;

    /** Draws it; empty if there is nothing to draw. */
    public String svg() {
        if (series.stream().allMatch(s -> s.points().isEmpty())) {
            return "";
        }
        double right = WIDTH
                - 32
                - sample()
                - 8.4 * series.stream().mapToInt(s -> label(s).length()).max().orElse(0);
        double[] xs = series.stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(Series.Point::x)
                .toArray();
        double[] ys = series.stream()
                .flatMap(s -> s.points().stream())
                .flatMapToDouble(p -> DoubleStream.concat(
                        DoubleStream.of(p.y(), p.low(), p.high()),
                        p.of().stream().mapToDouble(Double::doubleValue)))
                .filter(v -> !Double.isNaN(v) && (!logarithmicY || v > 0))
                .toArray();
        Axis across = scale == Scale.RATIOS ? Axis.ratios(xs, LEFT + 8, right - 8, 8) : Axis.upTo(xs, LEFT, right, 6);
        Axis up = logarithmicY ? Axis.decades(ys, BOTTOM, TOP) : Axis.around(ys, bounds, BOTTOM, TOP, 6);
        Svg svg = new Svg(WIDTH, HEIGHT, "chart", alternative);
        frame(svg, across, up, right);
        series.forEach(s -> band(svg, s, across, up));
        series.forEach(s -> dots(svg, s, across, up));
        fits.forEach(s -> path(svg, s, across, up));
        series.forEach(s -> line(svg, s, across, up));
        labels(svg, across, up);
        return svg.done();
    }

    /** What is drawn, a row for each point, names first. */
    public List<List<String>> numbers() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("line", x, y, "low", "high", "seeds"));
        for (Series line : series) {
            for (Series.Point point : line.points()) {
                rows.add(List.of(
                        line.name(),
                        Numbers.of(point.x()),
                        Numbers.of(point.y()),
                        Numbers.of(point.low()),
                        Numbers.of(point.high()),
                        point.of().stream().map(Numbers::of).collect(Collectors.joining(" "))));
            }
        }
        return rows;
    }

    private void frame(Svg svg, Axis across, Axis up, double right) {
        for (double tick : up.ticks()) {
            double at = up.at(tick);
            svg.element("line", "x1", LEFT, "x2", right, "y1", at, "y2", at, "class", "grid");
            svg.words(LEFT - 7, at + 4, "tick", "end", up.name(tick));
        }
        for (double tick : across.ticks()) {
            double at = across.at(tick);
            svg.element("line", "x1", at, "x2", at, "y1", BOTTOM, "y2", BOTTOM + 5, "class", "axis");
            svg.words(at, BOTTOM + 19, "tick", "middle", across.name(tick));
        }
        svg.element("line", "x1", LEFT, "x2", right, "y1", BOTTOM, "y2", BOTTOM, "class", "axis");
        svg.words((LEFT + right) / 2, HEIGHT - 6, "label", "middle", x);
        svg.words(4, 13, "label", "start", y);
    }

    private void band(Svg svg, Series s, Axis across, Axis up) {
        List<Series.Point> banded =
                s.points().stream().filter(Series.Point::banded).toList();
        if (banded.size() < 2) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (Series.Point p : banded) {
            step(path, across.at(p.x()), up.at(p.high()));
        }
        for (Series.Point p : banded.reversed()) {
            step(path, across.at(p.x()), up.at(p.low()));
        }
        svg.element("path", "d", path.append('Z'), "class", "band " + s.style());
    }

    private static void dots(Svg svg, Series s, Axis across, Axis up) {
        for (Series.Point p : s.points()) {
            for (double each : p.of()) {
                svg.element("circle", "cx", across.at(p.x()), "cy", up.at(each), "r", 1.7, "class", "dot " + s.style());
            }
        }
    }

    private void line(Svg svg, Series s, Axis across, Axis up) {
        svg.open("g").title(s.name());
        if (fits.isEmpty()) {
            path(svg, s, across, up);
        }
        if (marks || s.points().size() == 1) {
            s.points().forEach(p -> Marker.draw(svg, s.look(), across.at(p.x()), up.at(p.y()), 3.6));
        }
        svg.close("g");
    }

    private static void path(Svg svg, Series s, Axis across, Axis up) {
        StringBuilder path = new StringBuilder();
        s.points().forEach(p -> step(path, across.at(p.x()), up.at(p.y())));
        svg.element("path", "d", path, "class", "line " + s.style(), "stroke-dasharray", s.dash());
    }

    private static void step(StringBuilder path, double x, double y) {
        path.append(path.isEmpty() ? 'M' : 'L').append(String.format(Locale.ROOT, "%.2f %.2f", x, y));
    }

    /** Names beside the last points, pushed apart where they would lie on each other. */
    private void labels(Svg svg, Axis across, Axis up) {
        List<Series> drawn = series.stream()
                .filter(s -> !s.points().isEmpty())
                .sorted(Comparator.comparingDouble(
                        s -> up.at(s.points().getLast().y())))
                .toList();
        List<Double> places = new ArrayList<>();
        double least = TOP;
        for (Series s : drawn) {
            least = StrictMath.max(least, up.at(s.points().getLast().y()));
            places.add(least);
            least += LABEL;
        }
        double most = BOTTOM;
        for (int i = places.size() - 1; i >= 0; i--) {
            places.set(i, StrictMath.min(places.get(i), most));
            most = places.get(i) - LABEL;
        }
        for (int i = 0; i < drawn.size(); i++) {
            Series s = drawn.get(i);
            double x = across.to() + (scale == Scale.RATIOS ? 8 : 0) + 14;
            Series.Point end = s.points().getLast();
            svg.element(
                    "line",
                    "x1",
                    across.at(end.x()) + 5,
                    "y1",
                    up.at(end.y()),
                    "x2",
                    x - 4,
                    "y2",
                    places.get(i),
                    "class",
                    "leader " + s.style());
            if (!marks) {
                Object y = places.get(i);
                svg.element(
                        "line",
                        "x1",
                        x,
                        "y1",
                        y,
                        "x2",
                        x + SAMPLE,
                        "y2",
                        y,
                        "class",
                        "line " + s.style(),
                        "stroke-dasharray",
                        s.dash());
            }
            svg.open("text", "x", x + sample(), "y", places.get(i) + 4, "class", "name t" + s.look() % Series.LOOKS);
            svg.raw(Svg.escape(label(s))).close("text");
        }
    }

    /** Room for a piece of the line before its name, which tells it apart where no marks do. */
    private double sample() {
        return marks ? 0 : SAMPLE + 6;
    }

    private static String label(Series s) {
        return s.name().length() <= LONGEST ? s.name() : s.name().substring(0, LONGEST - 1) + "…";
    }
}
