package dev.tenon.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        TargetTable table = TargetTable.of(classes(), Targets.SIGNS);
        assertEquals(3, table.units());
        assertArrayEquals(new float[] {-1, -1, 1, 1, -1, -1, -1, 1, -1}, table.values());
    }

    @Test
    void classesBecomeIndicatorNumbers() {
        TargetTable table = TargetTable.of(classes(), Targets.NUMBERS);
        assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 0, 1, 0}, table.values());
    }

    @Test
    void presenceBecomesTwoClasses() {
        TargetTable table = TargetTable.of(signs(), Targets.CLASSES);
        assertEquals(2, table.units());
        assertArrayEquals(new float[] {1, 0, 1}, table.values());
        assertEquals(Shape.of(3), table.shape(3));
    }

    @Test
    void severalThingsAreNotOneClass() {
        Examples two = three().signs(new float[] {1, 1, -1, 1, 1, -1}, List.of("a", "b"))
                .build();
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> TargetTable.of(two, Targets.CLASSES));
        assertTrue(String.valueOf(e.getMessage()).contains("logistic"), e.getMessage());
    }

    @Test
    void rowsComeInTheOrderAsked() {
        TargetTable table = TargetTable.of(classes(), Targets.SIGNS);
        assertArrayEquals(new float[] {-1, 1, -1, -1, -1, 1}, table.rows(new int[] {2, 0}));
    }
}
