package dev.tenon.backend.cpu.kernels.tile;

/** The tile of a panel of columns, before it is known what it runs over. */
public interface PanelTile {
    /** Rows of the tile. */
    int rows();

    /** Columns of the tile. */
    int columns();

    /**
     * What to run over terms at a distance: of several tiles with the same bits the fastest there and then.
     *
     * @param aStep distance of neighbouring terms in a
     */
    Tile at(int aStep);
}
