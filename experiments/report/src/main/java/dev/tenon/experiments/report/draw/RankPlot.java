package dev.tenon.experiments.report.draw;

import dev.tenon.experiments.stats.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean ranks along a line, the best to the left, and bars that join those which cannot be told apart (Demsar 2006, figure 1).
 *
 * @param alternative what it shows, in words
 * @param critical how far ranks must be apart; a bar of that length stands above the line
 * @param groups of marks by index, each joined by a bar
 */
public record RankPlot(String alternative, double critical, List<Mark> marks, List<List<Integer>> groups) {

    /** An arm at its mean rank. */
    public record Mark(String name, int look, double rank) {}

    private static final double WIDTH = 420;
    private static final double LEFT = 132;
    private static final double RIGHT = WIDTH - 132;
    private static final double LINE = 52;
    private static final double ROW = 22;
    private static final int LONGEST = 15;

    /** Draws it. */
    public String svg() {
        int half = (marks.size() + 1) / 2;
        double bars = LINE + 12 + 8.0 * groups.size();
        Svg svg = new Svg(WIDTH, bars + ROW * (half + 0.5), "chart narrow", alternative);
        svg.words(at(1), 16, "tick", "start", "critical difference " + Figures.value(critical));
        double end = at(1 + StrictMath.min(critical, marks.size() - 1));
        svg.element("line", "x1", at(1), "x2", end, "y1", 22, "y2", 22, "class", "axis");
        svg.element("line", "x1", LEFT, "x2", RIGHT, "y1", LINE, "y2", LINE, "class", "axis");
        for (int rank = 1; rank <= marks.size(); rank++) {
            svg.element("line", "x1", at(rank), "x2", at(rank), "y1", LINE - 5, "y2", LINE, "class", "axis");
            svg.words(at(rank), LINE - 9, "tick", "middle", Integer.toString(rank));
        }
        double y = LINE + 10;
        for (List<Integer> group : groups) {
            double from = at(marks.get(group.getFirst()).rank()) - 4;
            double to = at(marks.get(group.getLast()).rank()) + 4;
            svg.element("line", "x1", from, "x2", to, "y1", y, "y2", y, "class", "zero", "stroke-width", 4);
            y += 8;
        }
        List<Mark> order = IntStream.range(0, marks.size())
                .mapToObj(marks::get)
                .sorted(Comparator.comparingDouble(Mark::rank))
                .toList();
        for (int i = 0; i < order.size(); i++) {
            boolean left = i < half;
            double row = bars + ROW * (left ? i + 0.5 : order.size() - 1 - i + 0.5);
            mark(svg, order.get(i), left, row);
        }
        return svg.done();
    }

    /** What is drawn, a row for each arm, names first. */
    public List<List<String>> numbers() {
        List<List<String>> all = new ArrayList<>(List.of(List.of("arm", "mean rank")));
        marks.forEach(mark -> all.add(List.of(mark.name(), Numbers.of(mark.rank()))));
        return all;
    }

    private double at(double rank) {
        return LEFT + (rank - 1) / StrictMath.max(1, marks.size() - 1) * (RIGHT - LEFT);
    }

    private void mark(Svg svg, Mark mark, boolean left, double row) {
        double x = at(mark.rank());
        double end = left ? LEFT - 8 : RIGHT + 8;
        String style = "leader s" + mark.look() % Series.LOOKS;
        svg.element("line", "x1", x, "x2", x, "y1", LINE, "y2", row, "class", style);
        svg.element("line", "x1", x, "x2", end, "y1", row, "y2", row, "class", style);
        Marker.draw(svg, mark.look(), x, LINE, 4.2);
        String name =
                mark.name().length() <= LONGEST ? mark.name() : mark.name().substring(0, LONGEST - 1) + "…";
        svg.words(left ? end - 4 : end + 4, row + 4, "name", left ? "end" : "start", name);
    }
}
