package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.util.function.Function;
import jdk.incubator.vector.VectorSpecies;

/**
 * A tile for any distance between terms, and its twin for adjacent terms, which almost every product has. With a
 * constant distance C2 checks the indices of a whole segment before its loop and not in it, which makes the loop a tenth
 * faster.
 */
final class StrideSpecializedTile implements PanelTile {
    private final PanelTile any;
    private final PanelTile unit;

    /**
     * A tile of a width.
     *
     * @param kernel its class
     * @param wrapper what each of the two is put in
     */
    StrideSpecializedTile(
            Class<? extends Tile> kernel, VectorSpecies<Float> species, Function<Tile, PanelTile> wrapper) {
        this.any = wrapper.apply(Specialization.of(kernel, Tile.class, species));
        this.unit = wrapper.apply(Specialization.of(kernel, Tile.class, species, 1));
    }

    @Override
    public int rows() {
        return any.rows();
    }

    @Override
    public int columns() {
        return any.columns();
    }

    @Override
    public Tile at(int aStep) {
        return (aStep == 1 ? unit : any).at(aStep);
    }
}
