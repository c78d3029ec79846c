package com.example.silentunits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.report.Cell;
import dev.tenon.testkit.AnalysisContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestLayer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The suite checks that the same is found again, on several threads; below is what is ours alone. */
final class SilentUnitsTest extends AnalysisContract {

    @Override
    protected Analysis<?> analysis() {
        return new SilentUnits();
    }

    /** Four images of one pixel each. */
    @Override
    protected Examples examples() {
        return Examples.of(Shape.of(1, 1, 1), new float[] {1, 2, 3, 4})
                .classes(new float[] {0, 1, 0, 1}, List.of("small", "large"))
                .split(Split.TEST, new int[] {0, 1, 2, 3})
                .build();
    }

    /** Three units; training has turned two of them off. */
    @Override
    protected List<TestLayer> layers() {
        var weights = new TestLayer.TestWeights(
                "weights", Shape.of(1, 3), new float[] {-1, 1, -2}, new float[] {1, 1, 1});
        return List.of(new TestLayer(
                "units",
                "dense",
                0,
                0,
                0,
                0,
                List.of(weights),
                (before, own) -> Ops.relu(Ops.matmul(Ops.flatten(before.get("image")), own.get("weights")))));
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new SilentUnits.Settings("units", 0), new SilentUnits.Settings("units", 2.5));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused("an unknown layer", new SilentUnits.Settings("unit", 0), "unit"));
    }

    @Test
    void unitsThatAreNeverAboveAreCounted() {
        List<List<Cell>> rows =
                found(new SilentUnits.Settings("units", 0)).tables().get("counts").rows();
        assertEquals(List.of(Cell.of("untrained"), Cell.of(0), Cell.of(3)), rows.get(0));
        assertEquals(List.of(Cell.of("trained"), Cell.of(2), Cell.of(3)), rows.get(1));
    }
}
