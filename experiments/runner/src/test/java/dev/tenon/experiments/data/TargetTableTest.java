package dev.tenon.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TargetTableTest {

    private static Examples.Builder three() {
        return Examples.of(Shape.of(1, 1, 1), new float[3]);
    }

    private static Examples classes() {
        return three().classes(new float[] {2, 0, 1}, List.of("a", "b", "c")).build();
    }

    private static Examples signs() {
        return three().signs(new float[] {1, -1, 1}, List.of("a")).build();
    }

    @Test
    void classesBecomeOneAgainstTheRest() {
        TargetTable table = TargetTable.of(classes().target(), Targets.SIGNS);
        assertEquals(3, table.units());
        assertArrayEquals(new float[] {-1, -1, 1, 1, -1, -1, -1, 1, -1}, table.rows(new int[] {0, 1, 2}));
    }

    @Test
    void classesBecomeIndicatorNumbers() {
        TargetTable table = TargetTable.of(classes().target(), Targets.NUMBERS);
        assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 0, 1, 0}, table.rows(new int[] {0, 1, 2}));
    }

    @Test
    void presenceBecomesTwoClasses() {
        TargetTable table = TargetTable.of(signs().target(), Targets.CLASSES);
        assertEquals(2, table.units());
        assertArrayEquals(new float[] {1, 0, 1}, table.rows(new int[] {0, 1, 2}));
        assertEquals(Shape.of(3), table.shape(3));
    }

    @Test
    void severalThingsAreNotOneClass() {
        Examples two = three().signs(new float[] {1, 1, -1, 1, 1, -1}, List.of("a", "b"))
                .build();
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> TargetTable.of(two.target(), Targets.CLASSES));
        assertTrue(String.valueOf(e.getMessage()).contains("logistic"), e.getMessage());
    }

    @Test
    void aMaskHasAClassAtEachPixel() {
        Column mask =
                Column.classes("mask", Shape.of(1, 2), new float[] {0, 1, 1, Float.NaN}, List.of("ground", "ink"));
        TargetTable classes = TargetTable.of(mask);
        assertEquals(Shape.of(3, 1, 2), classes.shape(3));
        assertEquals(Shape.of(3, 1, 2, 2), classes.output(3));
        assertTrue(classes.unknowns());
        assertArrayEquals(new float[] {0, 1, 1, 0}, classes.filled().rows(new int[] {0, 1}));
        assertArrayEquals(new float[] {1, 1, 1, 0}, classes.known().rows(new int[] {0, 1}));
        assertEquals(Shape.of(2, 1, 2, 1), classes.known().shape(2));

        TargetTable signs = TargetTable.of(mask, Targets.SIGNS);
        assertEquals(Shape.of(2, 1, 2, 2), signs.shape(2));
        assertArrayEquals(new float[] {1, -1, -1, 1, -1, 1, Float.NaN, Float.NaN}, signs.rows(new int[] {0, 1}));
        assertArrayEquals(new float[] {1, 1, 1, 0}, signs.known().rows(new int[] {0, 1}));
    }

    @Test
    void rowsToMeasureLeaveOutWhatIsNotKnown() {
        Column mask =
                Column.classes("mask", Shape.of(1, 2), new float[] {0, 1, Float.NaN, 1}, List.of("ground", "ink"));
        MeasuredRows rows = MeasuredRows.of(TargetTable.of(mask), new int[] {1, 0});
        assertArrayEquals(new float[] {1, 0, 1}, rows.targets().values());
        assertArrayEquals(new int[] {1, 2, 3}, rows.kept());
        assertArrayEquals(new float[] {3, 4, 5, 6, 7, 8}, rows.outputs(new float[] {1, 2, 3, 4, 5, 6, 7, 8}));
    }

    @Test
    void rowsComeInTheOrderAsked() {
        TargetTable table = TargetTable.of(classes().target(), Targets.SIGNS);
        assertArrayEquals(new float[] {-1, 1, -1, -1, -1, 1}, table.rows(new int[] {2, 0}));
    }
}
