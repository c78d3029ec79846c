package dev.tenon.backend.opencl.kernels;

/** Picks how a product is cut into tiles. Any choice gives the same bits. */
public interface TileChoice {
    /**
     * One of the style's tiles.
     *
     * @param aSize elements of the left operand
     * @param bSize elements of the right operand
     * @param cSize elements of the result
     */
    Style.Tile of(Product product, Style style, int aSize, int bSize, int cSize);
}
