package dev.tenon.backend.opencl.kernels;

/**
 * The tile to take without measuring: large ones reuse more of what they load, but compute more for nothing where a product
 * is small, and leave compute units idle where there are fewer tiles than units.
 *
 * @param units compute units of the device
 */
public record UsualTile(int units) implements TileChoice {

    @Override
    public Style.Tile of(Product product, Style style) {
        Style.Tile best = style.tiles().getFirst();
        double least = Double.MAX_VALUE;
        for (Style.Tile tile : style.tiles()) {
            double time = time(product, tile);
            if (time < least) {
                least = time;
                best = tile;
            }
        }
        return best;
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
