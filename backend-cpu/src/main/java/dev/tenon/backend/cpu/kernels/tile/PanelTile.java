package dev.tenon.backend.cpu.kernels.tile;

/** The tile of a panel of columns, for any distance between terms. */
public interface PanelTile {
    /** Rows of the tile. */
    int rows();

    /** Columns of the tile. */
    int columns();

    /**
     * The tile to run over terms at a distance: of several with the same bits, the fastest at present.
     *
     * @param aStep distance of neighbouring terms in a
     */
    Tile at(int aStep);
}
