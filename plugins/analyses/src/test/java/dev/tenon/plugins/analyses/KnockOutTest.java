package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.data.Split;
import dev.tenon.api.report.Cell;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestAnalysisScope;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KnockOutTest extends BlocksContract {

    private static KnockOut.Settings settings(String of, KnockOut.Instead instead, int together, String by) {
        return new KnockOut.Settings(
                of, instead, together, by.isEmpty() ? Optional.empty() : Optional.of(by), Split.TEST, 1000);
    }

    private static final KnockOut.Settings USUAL = settings("colours", KnockOut.Instead.ZERO, 1, "");

    @Override
    protected Analysis<?> analysis() {
        return new KnockOut();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(
                USUAL,
                settings("colours", KnockOut.Instead.MEAN, 1, ""),
                settings("largest", KnockOut.Instead.ZERO, 2, "warm"));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("an unknown layer", settings("colour", KnockOut.Instead.ZERO, 1, ""), "colour", "colours"),
                refused("the output", settings("classes", KnockOut.Instead.ZERO, 1, ""), "classes", "output"),
                refused("groups by pixels", settings("colours", KnockOut.Instead.ZERO, 1, "mask"), "mask"),
                refused("groups by numbers", settings("colours", KnockOut.Instead.ZERO, 1, "image"), "image"),
                refused(
                        "a split without examples",
                        new KnockOut.Settings(
                                "colours", KnockOut.Instead.ZERO, 1, Optional.empty(), Split.VALIDATION, 10),
                        "validation"));
    }

    /**
     * Without its unit a class's answer is 0, as all others are then: the first class is given, which is red. So an image is answered
     * rightly if its unit is left, or if it is red.
     */
    @Test
    void aClassIsLostWithItsUnit() {
        TestAnalysisScope found = found(USUAL);
        float[] drops = Objects.requireNonNull(found.numbers().get("drops")).values();
        for (int unit = 0; unit < 3; unit++) {
            double all = 0;
            for (int colour = 0; colour < 3; colour++) {
                double drop = Blocks.UNIT_OF[colour] == unit && colour != 0 ? 1 : 0;
                assertEquals(drop, drops[unit * 4 + 1 + colour], 1e-6, "unit " + unit + ", class " + colour);
                all += drop / 3;
            }
            assertEquals(all, drops[unit * 4], 1e-6, "unit " + unit);
        }
        List<List<Cell>> rows =
                Objects.requireNonNull(found.tables().get("classes")).rows();
        assertEquals(row("all", 24, 1, 1 / 3.0, 1 / 3.0, 2 / 9.0), shown(rows.get(0)));
        assertEquals(row("red", 8, 1, 0, 0, 0), shown(rows.get(1)));
        assertEquals(row("green", 8, 1, 1, 0, 1 / 3.0), shown(rows.get(2)));
    }

    @Test
    void aUnitThatGivesItsMeanStillTellsItsClass() {
        TestAnalysisScope found = found(settings("colours", KnockOut.Instead.MEAN, 1, ""));
        for (float drop : Objects.requireNonNull(found.numbers().get("drops")).values()) {
            assertEquals(0, drop); // 0.037 everywhere is little, but more than nothing.
        }
    }

    @Test
    void unitsTogetherAreLostTogether() {
        TestAnalysisScope found = found(settings("largest", KnockOut.Instead.ZERO, 2, "warm"));
        List<List<Cell>> rows =
                Objects.requireNonNull(found.details().get("units")).rows();
        // Units 0 and 1 are green's and blue's: all that is not warm is called red.
        assertEquals(List.of("0 to 1", "all", 1 / 3.0, 1 - 1 / 3.0), values(rows.get(0)));
        assertEquals(List.of("2", "all", 1.0, 0.0), values(rows.get(1)));
        assertEquals(List.of("0 to 1", "with warm", 1.0, 0.0), values(rows.get(2)));
        assertEquals(List.of("0 to 1", "without warm", 0.0, 1.0), values(rows.get(4)));
    }

    private static List<Object> row(String name, Object... numbers) {
        List<Object> row = new java.util.ArrayList<>(List.of(name));
        for (Object number : numbers) {
            row.add(Math.round(((Number) number).doubleValue() * 1e9));
        }
        return row;
    }

    private static List<Object> shown(List<Cell> cells) {
        return cells.stream()
                .<Object>map(cell -> value(cell) instanceof Double number ? Math.round(number * 1e9) : value(cell))
                .toList();
    }

    private static List<Object> values(List<Cell> cells) {
        return cells.stream().map(KnockOutTest::value).toList();
    }

    private static Object value(Cell cell) {
        return switch (cell) {
            case Cell.Text text -> text.text();
            case Cell.Value number -> number.value();
            case Cell.Estimate estimate -> estimate.mean();
        };
    }
}
