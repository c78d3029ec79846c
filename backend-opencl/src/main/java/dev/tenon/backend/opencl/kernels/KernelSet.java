package dev.tenon.backend.opencl.kernels;

/** The kernels of a device. */
public record KernelSet(
        Style style,
        DataMovement movement,
        ReductionKernels reductions,
        WindowKernels windows,
        SoftmaxKernels softmax,
        Products products) {
    /** All of one style. */
    public static KernelSet of(Style style, TileChoice tiles) {
        return new KernelSet(
                style,
                new DataMovement(style),
                new ReductionKernels(style),
                new WindowKernels(style),
                new SoftmaxKernels(style),
                new Products(style, tiles));
    }
}
