package dev.tenon.backend.opencl.kernels;

/** Picks how a product is cut into tiles. Any choice gives the same bits. */
public interface TileChoice {
    /** One of the style's tiles. */
    Style.Tile of(Product product, Style style);
}
