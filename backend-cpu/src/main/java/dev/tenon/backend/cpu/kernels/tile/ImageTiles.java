package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.util.List;
import java.util.function.Function;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles whose lanes are images, for products of few columns, which would leave lanes of columns empty or need more loads
 * than arithmetic.
 *
 * <p>Each element of the left operand and of the result is a vector: that of as many images, one float each. Offsets and
 * distances in both count such elements, and the right operand's columns are broadcast one by one. Columns of biases are
 * columns of the right operand, as in all tiles. Panels of these tiles have no empty columns.
 */
public final class ImageTiles {
    private final int lanes;
    private final List<PanelTile> tiles;

    private ImageTiles(VectorSpecies<Float> species, Function<Tile, PanelTile> wrapper) {
        this.lanes = species.length();
        this.tiles = kernels(species).stream()
                .map(kernel -> wrapper.apply(Specialization.of(kernel, Tile.class, species)))
                .toList();
    }

    /** Most columns first. With 512-bit vectors there are 32 registers. */
    private static List<Class<? extends Tile>> kernels(VectorSpecies<Float> species) {
        return species.vectorBitSize() == 512
                ? List.of(TileOfImages8x2.class, TileOfImages4x2.class, TileOfImages1x8.class)
                : List.of(TileOfImages4x2.class, TileOfImages1x8.class);
    }

    /** The vector tiles for one vector width. */
    public static ImageTiles vector(VectorSpecies<Float> species) {
        return new ImageTiles(species, tile -> tile);
    }

    /** The same, each with a scalar twin until the JVM has compiled it. */
    public static ImageTiles switching(VectorSpecies<Float> species) {
        return new ImageTiles(species, tile -> SwitchingTile.ofImages(tile, species.length()));
    }

    /** How many images are beside each other. */
    public int lanes() {
        return lanes;
    }

    /** The widest of the tiles that compute the fewest columns twice. */
    public PanelTile of(int columns) {
        PanelTile best = tiles.getLast();
        for (PanelTile tile : tiles.reversed()) {
            if (tile.columns() <= columns && computed(tile, columns) <= computed(best, columns)) {
                best = tile;
            }
        }
        return best;
    }

    private static int computed(PanelTile tile, int columns) {
        return Math.ceilDiv(columns, tile.columns()) * tile.columns();
    }
}
