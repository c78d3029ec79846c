package dev.tenon.plugins.datasets.motifs;

/**
 * How blocks make a motif and motifs an object: side by side, in rows, as near to a square as their number allows, with a
 * pixel between them and room for their jitter.
 *
 * @param side of a block, in pixels
 * @param motifs of an object
 * @param jitter in pixels, of each motif and of each block
 */
record Layout(int side, int motifs, int jitter) {

    /** Blocks along a side of a motif. */
    static final int ACROSS = 2;

    /** Blocks of a motif. */
    static final int BLOCKS = ACROSS * ACROSS;

    /** Motifs in a row. */
    int columns() {
        int columns = 1;
        while (columns * columns < motifs) {
            columns++;
        }
        return columns;
    }

    /** From a block to the next; the jitter between two blocks never makes them overlap. */
    int blockPitch() {
        return side + 1 + 2 * jitter;
    }

    /** Side of a motif, its blocks' jitter included. */
    int motifSide() {
        return ACROSS * blockPitch() - 1;
    }

    /** From a motif to the next. */
    int motifPitch() {
        return motifSide() + 1 + 2 * jitter;
    }

    /** Rows of an object, all jitter included. */
    int height() {
        int rows = (motifs + columns() - 1) / columns();
        return rows * motifPitch() - 1;
    }

    /** Columns of an object, all jitter included. */
    int width() {
        return columns() * motifPitch() - 1;
    }
}
