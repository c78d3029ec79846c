package dev.tenon.backend.opencl.kernels;

/** The kernels of a device. */
public record KernelSet(
        Style style,
        DataMovement movement,
        Reductions reductions,
        Windows windows,
        SoftmaxKernels softmax,
        Products products) {
    /** All of one style. */
    public static KernelSet of(Style style, TileChoice tiles) {
        return new KernelSet(
                style,
                new DataMovement(style),
                new Reductions(style),
                new Windows(style),
                new SoftmaxKernels(style),
                new Products(style, tiles));
    }
}
