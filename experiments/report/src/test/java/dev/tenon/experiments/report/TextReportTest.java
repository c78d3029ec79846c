package dev.tenon.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.ExperimentComparison;
import org.junit.jupiter.api.Test;

final class TextReportTest {

    private static String text(ExperimentResult result) {
        return TextReport.of(result, ExperimentComparison.of(result, metric -> !metric.endsWith(".loss")));
    }

    @Test
    void convolutionByHandShowsItsNumbers() {
        String text = text(Fakes.byHand());
        String expected = """
                  image            cross: filter   cross: conv2d   present: global-max-pool
                  -1 -1 -1 -1 -1   -1  1 -1        -1  5 -5        9
                  -1 -1 -1  1 -1    1 -1  1         3 -5  9
                  -1 -1  1 -1  1   -1  1 -1        -1  5 -5
                  -1 -1 -1  1 -1
                  -1 -1 -1 -1 -1
                """;
        assertTrue(text.contains(expected.indent(2).replaceAll("(?m)^    ", "  ")), text);
    }

    @Test
    void everyLineFitsTheTerminal() {
        text(Fakes.tenFromOneAndZero())
                .lines()
                .forEach(line -> assertTrue(TerminalText.width(line) <= TextReport.COLUMNS, line));
    }

    @Test
    void namesCannotMoveTheCursor() {
        String text = text(Fakes.hostile());
        assertTrue(text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)), text);
    }

    @Test
    void widthCountsColumns() {
        assertEquals(3, TerminalText.width("a±b"));
        assertEquals(4, TerminalText.width("漢字"));
        assertEquals(1, TerminalText.width("e\u0301"));
        assertEquals("漢…", TerminalText.cut("漢字漢字", 4));
    }
}
