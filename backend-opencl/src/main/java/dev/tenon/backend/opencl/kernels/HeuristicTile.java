package dev.tenon.backend.opencl.kernels;

import java.util.Comparator;
import java.util.List;

/**
 * The tile to take without measuring: large ones reuse more of what they load, but compute more for nothing where a product
 * is small, and leave compute units idle where there are fewer tiles than units.
 *
 * @param units compute units of the device
 */
public record HeuristicTile(int units) implements TileChoice {

    @Override
    public Style.Tile of(Product product, Style style, int aSize, int bSize, int cSize) {
        return best(product, style, 1).getFirst();
    }

    /** So many of the style's tiles that look best, the best first. */
    public List<Style.Tile> best(Product product, Style style, int count) {
        return style.tiles().stream()
                .sorted(Comparator.comparingDouble(tile -> time(product, tile)))
                .limit(count)
                .toList();
    }

    /** In arbitrary units: rounds of tiles, each its multiply-adds and its loads. */
    private double time(Product p, Style.Tile tile) {
        long tiles = (long) Math.ceilDiv(p.m(), tile.tileRows())
                * Math.ceilDiv(p.n(), tile.tileColumns())
                * p.groups()
                * p.pieces().passes();
        double each = (double) tile.tileRows() * tile.tileColumns() + 16.0 * (tile.tileRows() + tile.tileColumns());
        // Small tiles share a unit.
        double together = Math.max(1.0, 256.0 / tile.items());
        return Math.ceil(tiles / (units * together)) * together * each;
    }
}
