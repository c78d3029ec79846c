package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.kernels.product.RowTerms;
import dev.tenon.backend.cpu.kernels.tile.TermChunks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The range of a two-dimensional grid that lies within an image: the taps that a pixel meets, or the positions at which
 * a tap meets a pixel.
 *
 * @param top the first row
 * @param bottom after the last row
 * @param left the first column
 * @param right after the last column
 */
record ValidRange(int top, int bottom, int left, int right) {
    /** The smallest with both. */
    ValidRange with(ValidRange other) {
        return new ValidRange(
                Math.min(top, other.top),
                Math.max(bottom, other.bottom),
                Math.min(left, other.left),
                Math.max(right, other.right));
    }

    /** Rows times columns. */
    long size() {
        return (long) (bottom - top) * (right - left);
    }

    /**
     * What tiles compute for the rows of a product. The last tile, which computes some rows of the one before it once
     * more, has the terms of both.
     *
     * @param rows for each row its terms
     * @param together rows of a tile
     */
    static List<ValidRange> ofTiles(List<ValidRange> rows, int together) {
        List<ValidRange> tiles = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += together) {
            int to = Math.min(from + together, rows.size());
            ValidRange tile = rows.get(from);
            for (int row = from + 1; row < to; row++) {
                tile = tile.with(rows.get(row));
            }
            if (to - from < together && !tiles.isEmpty()) {
                tile = tile.with(tiles.removeLast());
                tiles.add(tile);
            }
            tiles.add(tile);
        }
        return tiles;
    }

    /**
     * The terms of a product's rows.
     *
     * @param rows for each row which they are
     * @param together rows of a tile
     * @param terms the terms of a rectangle
     */
    static RowTerms terms(List<ValidRange> rows, int together, Function<ValidRange, TermChunks> terms) {
        List<ValidRange> tiles = ofTiles(rows, together);
        Map<ValidRange, Integer> kinds = new LinkedHashMap<>();
        int[] kindOfRow = new int[rows.size()];
        for (int row = 0; row < kindOfRow.length; row++) {
            Integer known = kinds.putIfAbsent(tiles.get(row / together), kinds.size());
            kindOfRow[row] = known == null ? kinds.size() - 1 : known;
        }
        return RowTerms.of(kinds.keySet().stream().map(terms).toList(), kindOfRow);
    }
}
