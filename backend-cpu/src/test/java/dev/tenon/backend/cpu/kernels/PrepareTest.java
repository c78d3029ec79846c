package dev.tenon.backend.cpu.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tenon.backend.cpu.kernels.tile.ScalarTile;
import org.junit.jupiter.api.Test;

final class PrepareTest {
    @Test
    void tilesAreWarmedUpBeforeAnyProgramNeedsThem() {
        VectorWidth width = VectorWidth.preferred();
        assumeFalse(width == VectorWidth.SCALAR, "scalar kernels need no warm-up");
        Kernels kernels = Kernels.switching(width);
        kernels.prepare();
        boolean begun = Kernels.compiling();
        assertTrue(begun || !(kernels.tiles().getFirst().at(1) instanceof ScalarTile), "begun, or done already");
    }
}
