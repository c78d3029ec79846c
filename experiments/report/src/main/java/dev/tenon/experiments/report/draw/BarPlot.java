package dev.tenon.experiments.report.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Groups of bars from zero, one below the other, each with its interval. Bars are told apart by the words beside them, so that no
 * colour is needed.
 *
 * @param alternative what it shows, in words
 * @param label name of the axis
 */
public record BarPlot(String alternative, String label, List<Group> groups) {

    /** Bars under a heading. */
    public record Group(String name, int look, List<Bar> bars) {}

    /**
     * One bar.
     *
     * @param high the end of its interval; NaN if there is none
     */
    public record Bar(String name, double value, double low, double high) {}

    private static final double WIDTH = 420;
    private static final double LEFT = 104;
    private static final double RIGHT = WIDTH - 14;
    private static final double HEAD = 26;
    private static final double ROW = 20;
    /** An interval that reaches farther than this many times the longest bar is cut off, with an arrow's head. */
    private static final double REACH = 3;

    private static final int LONGEST = 14;

    /** Draws it. */
    public String svg() {
        double longest = bars().mapToDouble(Bar::value).max().orElse(1);
        double most = StrictMath.min(
                REACH * longest,
                bars().mapToDouble(bar -> Double.isNaN(bar.high) ? bar.value : bar.high)
                        .max()
                        .orElse(1));
        Axis axis = Axis.around(DoubleStream.of(0, most).toArray(), LEFT, RIGHT, 5);
        double bottom = 6 + HEAD * groups.size() + ROW * bars().count();
        Svg svg = new Svg(WIDTH, bottom + 42, "chart narrow", alternative);
        for (double tick : axis.ticks()) {
            double at = axis.at(tick);
            svg.element("line", "x1", at, "x2", at, "y1", 6, "y2", bottom, "class", tick == 0 ? "zero" : "grid");
            svg.words(at, bottom + 16, "tick", "middle", axis.name(tick));
        }
        svg.words(WIDTH / 2, bottom + 36, "label", "middle", label);
        double y = 6;
        for (Group group : groups) {
            svg.words(4, y + 18, "name", "start", group.name);
            y += HEAD;
            for (Bar bar : group.bars) {
                bar(svg, group, bar, axis, y + ROW / 2);
                y += ROW;
            }
        }
        return svg.done();
    }

    private java.util.stream.Stream<Bar> bars() {
        return groups.stream().flatMap(group -> group.bars.stream());
    }

    private static void bar(Svg svg, Group group, Bar bar, Axis axis, double y) {
        String name = bar.name.length() <= LONGEST ? bar.name : bar.name.substring(0, LONGEST - 1) + "…";
        svg.words(LEFT - 8, y + 4, "tick", "end", name);
        String look = " s" + group.look % Series.LOOKS;
        double from = axis.at(0);
        svg.element(
                "rect",
                "x",
                from,
                "y",
                y - 6,
                "width",
                StrictMath.max(0.5, axis.at(bar.value) - from),
                "height",
                12,
                "class",
                "mark" + look);
        if (Double.isNaN(bar.high)) {
            return;
        }
        double end = axis.at(bar.high);
        svg.element("line", "x1", axis.at(bar.low), "x2", end, "y1", y, "y2", y, "class", "zero");
        svg.element("line", "x1", axis.at(bar.low), "x2", axis.at(bar.low), "y1", y - 4, "y2", y + 4, "class", "zero");
        boolean cut = axis.endsBelow(bar.high);
        svg.element("line", "x1", end, "x2", cut ? end - 5 : end, "y1", cut ? y : y - 4, "y2", y + 4, "class", "zero");
        if (cut) {
            svg.element("line", "x1", end, "x2", end - 5, "y1", y, "y2", y - 4, "class", "zero");
        }
    }

    /** What is drawn, a row for each bar, names first. */
    public List<List<String>> numbers() {
        List<List<String>> all = new ArrayList<>(List.of(List.of("of", "part", label, "low", "high")));
        groups.forEach(group -> group.bars.forEach(bar -> all.add(
                List.of(group.name, bar.name, Numbers.of(bar.value), Numbers.of(bar.low), Numbers.of(bar.high)))));
        return all;
    }
}
