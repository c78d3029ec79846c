package dev.tenon.backend.cpu.kernels.tile;

import jdk.incubator.vector.VectorSpecies;

/** The register tiles: rows by vectors of columns. */
public enum TileShape {
    R12X2(Tile12x2.class),
    R12X1(Tile12x1.class),
    R6X2(Tile6x2.class),
    R2X4(Tile2x4.class);

    private final Class<? extends Tile> kernel;

    TileShape(Class<? extends Tile> kernel) {
        this.kernel = kernel;
    }

    /** The vector tile for one vector width. */
    public PanelTile vector(VectorSpecies<Float> species) {
        return new StrideSpecializedTile(kernel, species, tile -> tile);
    }

    /** The same, with a scalar twin until the JVM has compiled it. */
    public PanelTile switching(VectorSpecies<Float> species) {
        return new StrideSpecializedTile(kernel, species, SwitchingTile::new);
    }
}
