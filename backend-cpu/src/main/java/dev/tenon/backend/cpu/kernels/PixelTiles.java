package dev.tenon.backend.cpu.kernels;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles for convolutions of images with few channels. Their segments are so short that another tile would spend more time on
 * the beginnings of segments than on terms.
 *
 * <p>The rows of a tile of pixels are neighbours in a row of the image, at one distance that the compiler knows, so that a term
 * takes one check of indices and not one for each row. Only the first row's offset is read; each segment is one term.
 */
final class PixelTiles {
    private final VectorSpecies<Float> species;
    private final Wrapper wrapper;
    private final Map<Kind, PanelTile> made = new ConcurrentHashMap<>();

    /** What a tile of rows at a distance is put in. */
    interface Wrapper {
        PanelTile wrap(Tile tile, int distance);
    }

    private record Kind(Class<? extends Tile> kernel, int distance) {}

    PixelTiles(VectorSpecies<Float> species, Wrapper wrapper) {
        this.species = species;
        this.wrapper = wrapper;
    }

    /** The tile for results of some columns: two vectors wide if that leaves none of them empty. */
    PanelTile of(int columns, int distance) {
        boolean wide = columns % (2 * species.length()) == 0;
        return made.computeIfAbsent(new Kind(wide ? Tile4x2.class : Tile8x1.class, distance), this::make);
    }

    private PanelTile make(Kind kind) {
        Tile tile = Specialization.of(kind.kernel(), Tile.class, species, kind.distance());
        return wrapper.wrap(tile, kind.distance());
    }
}
