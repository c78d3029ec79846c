package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles for convolutions of images with few channels. Their segments are so short that another tile would spend more time on
 * the beginnings of segments than on terms.
 *
 * <p>The rows of a tile of pixels are adjacent in a row of the image, at one distance that C2 knows, so that a term
 * takes one check of indices and not one for each row. Only the first row's offset is read; each segment is one term.
 */
public final class PixelTiles {
    private final VectorSpecies<Float> species;
    private final Wrapper wrapper;
    private final Map<Kind, PanelTile> made = new ConcurrentHashMap<>();

    /** What a tile of rows at a distance is wrapped in. */
    private interface Wrapper {
        PanelTile wrap(Tile tile, int distance);
    }

    private record Kind(Class<? extends Tile> kernel, int distance) {}

    private PixelTiles(VectorSpecies<Float> species, Wrapper wrapper) {
        this.species = species;
        this.wrapper = wrapper;
    }

    /** The vector tiles for one vector width. */
    public static PixelTiles vector(VectorSpecies<Float> species) {
        return new PixelTiles(species, (tile, distance) -> tile);
    }

    /** The same, each with a scalar twin until the JVM has compiled it. */
    public static PixelTiles switching(VectorSpecies<Float> species) {
        return new PixelTiles(species, SwitchingTile::ofPixels);
    }

    /** The tile for results of some columns: two vectors wide if that leaves none of them empty. */
    public PanelTile of(int columns, int distance) {
        boolean wide = columns % (2 * species.length()) == 0;
        return made.computeIfAbsent(new Kind(wide ? Tile4x2.class : Tile8x1.class, distance), this::make);
    }

    private PanelTile make(Kind kind) {
        Tile tile = Specialization.of(kind.kernel(), Tile.class, species, kind.distance());
        return wrapper.wrap(tile, kind.distance());
    }
}
