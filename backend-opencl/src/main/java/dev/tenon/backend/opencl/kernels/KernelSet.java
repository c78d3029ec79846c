package dev.tenon.backend.opencl.kernels;

/** The kernels of a device. */
public record KernelSet(
        Style style, Moves moves, Reductions reductions, Windows windows, Rows rows, Products products) {
    /** All of one style. */
    public static KernelSet of(Style style, TileChoice tiles) {
        return new KernelSet(
                style,
                new Moves(style),
                new Reductions(style),
                new Windows(style),
                new Rows(style),
                new Products(style, tiles));
    }
}
