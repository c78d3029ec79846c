package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.report.Cell;
import dev.tenon.testkit.Mistake;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LineageTest extends BlocksContract {

    @Override
    protected Analysis<?> analysis() {
        return new Lineage();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new Lineage.Settings());
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }

    /** The first layer is trained; the last one has the weights that it was drawn with. */
    @Test
    void saysHowFarWeightsMoved() {
        List<List<Cell>> rows = Objects.requireNonNull(
                        found(new Lineage.Settings()).tables().get("weights"))
                .rows();
        float[] drawn = Blocks.layers().getFirst().weights().getFirst().untrained();
        float[] trained = Blocks.layers().getFirst().weights().getFirst().trained();
        double was = 0;
        double apart = 0;
        double both = 0;
        for (int i = 0; i < 9; i++) {
            was += Math.pow(drawn[i], 2);
            apart += Math.pow(trained[i] - drawn[i], 2);
            both += drawn[i] * trained[i];
        }
        assertEquals(Cell.of("colours/kernel"), rows.get(0).get(0));
        assertEquals(Math.sqrt(apart) / Math.sqrt(was), number(rows.get(0).get(4)), 1e-6);
        assertEquals(both / Math.sqrt(was) / Math.sqrt(3), number(rows.get(0).get(5)), 1e-6);
        assertEquals(
                List.of(Cell.of("classes/weights"), Cell.of("drawn"), Cell.of("trained"), Cell.of(9), Cell.of(0)),
                rows.get(1).subList(0, 5));
        assertEquals(1, number(rows.get(1).get(5)), 1e-12);
    }

    private static double number(Cell cell) {
        return ((Cell.Value) cell).value();
    }
}
