package dev.tenon.backend.opencl.kernels;

import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.List;

/** Softmax, cross-entropy and its gradient along the innermost axis, each in one launch. */
public final class SoftmaxKernels {
    private final Style style;

    /** For a device. */
    public SoftmaxKernels(Style style) {
        this.style = style;
    }

    /** Whether rows of this length can be done whole: longer ones are several blocks. */
    public static boolean fits(int classes) {
        return classes <= Contract.BLOCK;
    }

    /** Work items of a row. */
    static int items(Style style) {
        return style.shares() > 1 ? Contract.LANES : 1;
    }

    /** Rows of a work group. */
    static int rowsOfGroup(Style style) {
        return Math.max(1, Math.min(16, style.group() / items(style)));
    }

    private Launch.Builder launch(String kernel) {
        return Launch.of(kernel.replace('_', '-'), BuiltinProgram.code(style, kernel));
    }

    private Launch over(Launch.Builder launch, int rows, int classes) {
        return launch.whole(rows, classes)
                .grid(List.of((long) items(style), (long) rows), List.of((long) items(style), (long)
                        rowsOfGroup(style)));
    }

    /** Probabilities. */
    public Launch softmax(int rows, int classes, Tensor x, Tensor y) {
        return over(launch("softmax").in(x).out(y), rows, classes);
    }

    /** A loss for each row. */
    public Launch crossEntropy(int rows, int classes, Tensor x, Tensor labels, Tensor y) {
        return over(launch("cross_entropy").in(x).in(labels).out(y), rows, classes);
    }

    /** The gradient of the losses. */
    public Launch crossEntropyGradient(int rows, int classes, Tensor x, Tensor labels, Tensor g, Tensor dx) {
        return over(launch("cross_entropy_gradient").in(x).in(labels).in(g).out(dx), rows, classes);
    }
}
