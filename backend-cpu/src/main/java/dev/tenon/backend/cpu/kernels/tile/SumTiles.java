package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.util.List;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.VectorSpecies;

/** The {@linkplain SumTile tiles of sums} of one vector width, for 32 registers. */
public final class SumTiles {
    private final int lanes;
    private final SumTile wide;
    private final SumTile narrow;

    private SumTiles(VectorSpecies<Float> species, UnaryOperator<SumTile> wrapper) {
        this.lanes = species.length();
        this.narrow = wrapper.apply(Specialization.of(TileOfSums6x2.class, SumTile.class, species));
        this.wide = wrapper.apply(Specialization.of(TileOfSums6x4.class, SumTile.class, species));
    }

    /**
     * The tiles of some widths.
     *
     * @param species the widths
     * @param switching whether each has a scalar twin until the JVM has compiled it
     */
    public static List<SumTiles> of(List<VectorSpecies<Float>> species, boolean switching) {
        return species.stream()
                .map(each -> new SumTiles(each, tile -> switching ? new SwitchingSumTile(tile, each.length()) : tile))
                .toList();
    }

    /** How many images are beside each other. */
    public int lanes() {
        return lanes;
    }

    /** Rows of all tiles. */
    public int rows() {
        return narrow.rows();
    }

    /** The fewest columns of a product. */
    public int leastColumns() {
        return narrow.columns();
    }

    /** The tile for products of some columns. */
    public SumTile of(int columns) {
        return columns % wide.columns() == 0 || columns > 2 * wide.columns() ? wide : narrow;
    }
}
