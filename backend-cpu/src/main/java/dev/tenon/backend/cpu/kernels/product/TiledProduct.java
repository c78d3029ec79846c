package dev.tenon.backend.cpu.kernels.product;

import dev.tenon.backend.cpu.kernels.product.Panels.Panel;
import dev.tenon.backend.cpu.kernels.tile.ScalarTile;
import dev.tenon.backend.cpu.kernels.tile.Tile;

/**
 * Runs register tiles over a range of rows and all columns of a result. Loops from outside in: panel, chunk, rows, so
 * that one chunk of one panel of the right operand stays in the first-level cache while the rows stream by, and the
 * partial result of a block of rows in the second.
 */
public final class TiledProduct {
    private static final float[] NONE = new float[0];

    private TiledProduct() {}

    /** Floats of scratch that {@link #rows} needs for tiles at the edge. */
    public static final int SCRATCH = 12 * 32;

    /** What happens to sums at their last chunk: nothing, a bias, a ReLU, or both. */
    public record BiasRelu(int mode, float[] bias, int biasBase) {
        /** Nothing happens. */
        public static final BiasRelu NOTHING = new BiasRelu(0, NONE, 0);
    }

    /** Where a tile at the edge puts its rows: one after the other. Enough for every tile. */
    private static int[] edgeRows(int columns) {
        int[] rows = new int[12];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i * columns;
        }
        return rows;
    }

    private static final int[][] EDGE_ROWS = {edgeRows(4), edgeRows(8), edgeRows(16), edgeRows(32)};

    /** Edge tables by width of the tile: 4, 8, 16 and 32 columns. */
    private static int[] edgeTable(int columns) {
        return EDGE_ROWS[Integer.numberOfTrailingZeros(columns) - 2];
    }

    /**
     * Computes rows of {@code C = A B}, or adds them to C.
     *
     * @param panels the columns
     * @param terms the inner dimension
     * @param accumulate whether the first chunk's sums are added to what C holds; with several chunks the product is summed
     *     first and then added, as the contract has it
     * @param a the left operand
     * @param aBase added to its indices
     * @param rowA each row's offset in a
     * @param from the first row to compute
     * @param to after the last
     * @param aStep distance of neighbouring terms in a
     * @param b the right operand, packed if the panels say so
     * @param bBase index of its first element
     * @param depth the number of its rows
     * @param c the result
     * @param cBase added to its indices
     * @param rowC each row's offset in c
     * @param mode what happens at the last chunk: {@link Tile#BIAS}, {@link Tile#RELU}
     * @param bias the biases, one for each column, or an empty array
     * @param biasBase index of the first
     * @param work scratch of the calling thread
     */
    public static void rows(
            Panels panels,
            RowTerms terms,
            boolean accumulate,
            float[] a,
            int aBase,
            int[] rowA,
            int from,
            int to,
            int aStep,
            float[] b,
            int bBase,
            int depth,
            float[] c,
            int cBase,
            int[] rowC,
            int mode,
            float[] bias,
            int biasBase,
            Scratch work) {
        boolean whole = accumulate && terms.chunks() > 1;
        int[] segments = terms.segments();
        int[] starts = terms.starts();
        for (int p = 0; p < panels.count(); p++) {
            Panel panel = panels.panel(p);
            Tile tile = panel.tile().at(aStep);
            int step = tile.rows();
            int b0 = bBase + panel.offset() * depth;
            boolean tiled = panel.full() && !whole;
            int edge = tiled ? from + (to - from) / step * step : from;
            int c0 = cBase + panel.from();
            int bias0 = biasBase + panel.from();
            for (int chunk = 0; chunk < terms.chunks(); chunk++) {
                int m = mode(chunk, terms, accumulate, mode);
                for (int row = from; row < edge; ) {
                    int end = Math.min(edge, terms.end(row));
                    int first = starts[terms.at(row) + chunk];
                    int last = starts[terms.at(row) + chunk + 1];
                    for (; row < end; row += step) {
                        tile.run(a, aBase, rowA, row, segments, first, last, aStep, b, b0, c, c0, rowC, m, bias, bias0);
                    }
                }
            }
            if (tiled && edge < to && !accumulate && to - from >= step) {
                // The last tile computes some rows once more, from the first chunk on: the same bits in the same
                // places.
                int row = to - step;
                chunks(tile, terms, row, false, a, aBase, rowA, row, aStep, b, b0, c, c0, rowC, mode, bias, bias0);
                continue;
            }
            boolean again = !accumulate && to - from >= step;
            for (int row = edge; row < to; row += step) {
                // The last tile begins earlier here, too, for some tiles must be full.
                int begin = again ? Math.min(row, to - step) : row;
                edge(
                        panel,
                        tile,
                        terms,
                        accumulate,
                        a,
                        aBase,
                        rowA,
                        begin,
                        Math.min(step, to - begin),
                        aStep,
                        b,
                        b0,
                        c,
                        c0,
                        rowC,
                        mode,
                        bias,
                        bias0,
                        work);
            }
        }
    }

    private static int mode(int chunk, RowTerms terms, boolean accumulate, int mode) {
        return (chunk > 0 || accumulate ? Tile.ADD : 0) | (chunk == terms.chunks() - 1 ? mode : 0);
    }

    /** One tile, chunk after chunk, with the terms of a row. */
    private static void chunks(
            Tile tile,
            RowTerms terms,
            int termRow,
            boolean accumulate,
            float[] a,
            int aBase,
            int[] rowA,
            int row,
            int aStep,
            float[] b,
            int bBase,
            float[] c,
            int cBase,
            int[] rowC,
            int mode,
            float[] bias,
            int biasBase) {
        int[] segments = terms.segments();
        int[] starts = terms.starts();
        int at = terms.at(termRow);
        for (int chunk = 0; chunk < terms.chunks(); chunk++) {
            int m = mode(chunk, terms, accumulate, mode);
            int first = starts[at + chunk];
            int last = starts[at + chunk + 1];
            tile.run(a, aBase, rowA, row, segments, first, last, aStep, b, bBase, c, cBase, rowC, m, bias, biasBase);
        }
    }

    /** A tile that sticks out, or whose sum must be whole before it is added: computed aside. */
    private static void edge(
            Panel panel,
            Tile tile,
            RowTerms terms,
            boolean accumulate,
            float[] a,
            int aBase,
            int[] rowA,
            int row,
            int count,
            int aStep,
            float[] b,
            int bBase,
            float[] c,
            int cBase,
            int[] rowC,
            int mode,
            float[] bias,
            int biasBase,
            Scratch work) {
        int width = tile.columns();
        int[] table = edgeTable(width);
        int[] rows = work.edgeRows();
        for (int i = 0; i < tile.rows(); i++) {
            rows[i] = rowA[row + Math.min(i, count - 1)];
        }
        float[] aside = work.edgeTile();
        boolean several = terms.chunks() > 1;
        boolean apart = (accumulate && several) || ((mode & Tile.BIAS) != 0 && !panel.full());
        boolean onTop = accumulate && !apart;
        if (onTop) {
            for (int i = 0; i < count; i++) {
                System.arraycopy(c, cBase + rowC[row + i], aside, i * width, panel.count());
            }
        }
        int m = apart ? 0 : mode;
        chunks(tile, terms, row, onTop, a, aBase, rows, 0, aStep, b, bBase, aside, 0, table, m, bias, biasBase);
        if (!apart) {
            for (int i = 0; i < count; i++) {
                System.arraycopy(aside, i * width, c, cBase + rowC[row + i], panel.count());
            }
            return;
        }
        int finish = mode | (accumulate ? Tile.ADD : 0);
        for (int i = 0; i < count; i++) {
            int to = cBase + rowC[row + i];
            for (int j = 0; j < panel.count(); j++) {
                c[to + j] = ScalarTile.finish(aside[i * width + j], c[to + j], finish, bias, biasBase + j);
            }
        }
    }
}
