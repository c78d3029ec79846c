package dev.tenon.experiments.report.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.stats.Interval;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What figures must show in black and white, and on any page. */
final class PlotsTest {

    @Test
    void linesDifferWithoutColour() {
        assertEquals(
                Series.LOOKS,
                IntStream.range(0, Series.LOOKS)
                        .mapToObj(look -> new Series("arm", look, List.of()).dash())
                        .distinct()
                        .count());
    }

    /** A bold letter is about 7.9 wide; nothing is drawn beyond the edge. */
    @Test
    void namesOfRanksLieWithinThePlot() {
        List<RankPlot.Mark> marks = List.of(
                new RankPlot.Mark("two-levels-of-filters", 0, 1.2),
                new RankPlot.Mark("linear-with-a-long-name", 1, 1.8));
        String svg = new RankPlot("ranks", 1, marks, List.of()).svg();
        Matcher name = Pattern.compile(
                        "<text x=\"([0-9.]+)\"[^>]*class=\"name\"[^>]*text-anchor=\"(start|end)\"[^>]*>([^<]*)<")
                .matcher(svg);
        int names = 0;
        while (name.find()) {
            double x = Double.parseDouble(name.group(1));
            double width = 7.9 * name.group(3).length();
            assertTrue(name.group(2).equals("end") ? x >= width : x + width <= 420, name.group());
            names++;
        }
        assertEquals(2, names, svg);
    }

    @Test
    void anIntervalThatIsCutEndsInAnArrow() {
        BarPlot plot = new BarPlot(
                "parts",
                "deviation",
                List.of(new BarPlot.Group(
                        "arm", 0, List.of(new BarPlot.Bar("data", 1, 0.5, 2), new BarPlot.Bar("order", 1, 0.5, 90)))));
        String svg = plot.svg();
        assertEquals(2, slanted(svg), svg);
    }

    @Test
    void meansHaveADotForEachSeedAndNoLineAtZero() {
        List<IntervalPlot.Row> rows = List.of(
                new IntervalPlot.Row("whole", 0, 0.8, 0.7, 0.9, "", List.of(0.75, 0.8, 0.85)),
                new IntervalPlot.Row("composed", 1, 0.6, Double.NaN, Double.NaN, "", List.of(0.6)));
        String means = plot(OptionalDouble.empty(), rows);
        assertEquals(4, means.split("class=\"dot s", -1).length - 1, means);
        assertFalse(means.contains("class=\"zero\""), means);
        assertTrue(plot(OptionalDouble.of(0), rows).contains("class=\"zero\""));
    }

    private static String plot(OptionalDouble relevant, List<IntervalPlot.Row> rows) {
        return new IntervalPlot("means", List.of("accuracy"), new Interval(0, 1), relevant, rows).svg();
    }

    /** Lines that are neither upright nor level: an arrow's head has two. */
    private static int slanted(String svg) {
        Matcher line = Pattern.compile("<line x1=\"([0-9.]+)\" x2=\"([0-9.]+)\" y1=\"([0-9.]+)\" y2=\"([0-9.]+)\"")
                .matcher(svg);
        int slanted = 0;
        while (line.find()) {
            slanted += line.group(1).equals(line.group(2)) || line.group(3).equals(line.group(4)) ? 0 : 1;
        }
        return slanted;
    }
}
