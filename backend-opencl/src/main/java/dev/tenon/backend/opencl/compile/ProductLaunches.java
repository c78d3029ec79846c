package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.ConvShape;
import dev.tenon.backend.opencl.kernels.Border;
import dev.tenon.backend.opencl.kernels.ConvolutionProducts;
import dev.tenon.backend.opencl.kernels.Finish;
import dev.tenon.backend.opencl.kernels.KernelSet;
import dev.tenon.backend.opencl.kernels.MatMuls;
import dev.tenon.backend.opencl.kernels.Product;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The launches of matrix products and convolutions, with what must be rearranged before them. */
final class ProductLaunches {
    private final LoweredProgram lowered;
    private final List<Launch> launches;
    private final KernelSet kernels;
    private final Map<Bordered, Tensor> bordered = new HashMap<>();

    private record Bordered(Tensor tensor, Border border) {}

    ProductLaunches(LoweredProgram lowered, List<Launch> launches, KernelSet kernels) {
        this.lowered = lowered;
        this.launches = launches;
        this.kernels = kernels;
    }

    void matmul(Primitive.MatMul op, Value value, Tensor y, List<Tensor> in, Finish finish) {
        Shape a = value.input(0).shape();
        Shape c = value.shape();
        int stacks = c.rank() == 3 ? c.dim(0) : 1;
        int m = c.dim(-2);
        int n = c.dim(-1);
        int k = a.dim(op.transposeA() ? -2 : -1);
        boolean turn = op.transposeB() && !kernels.products().anyColumns() && n > 1 && k > 1;
        Tensor b = in.get(1);
        if (turn) {
            b = Tensor.temporary(b.size());
            launches.add(kernels.movement().transposed(stacks, n, k, in.get(1), b));
        }
        // With one row or column a matrix and its transpose are the same numbers.
        boolean transposeB = op.transposeB() && !turn && n > 1 && k > 1;
        Product product = MatMuls.of(stacks, m, n, k, op.transposeA(), transposeB);
        launches.add(kernels.products().launch(product, in.getFirst(), b, y, finish));
    }

    /** Images in their border; once for all who read them so. */
    private Tensor inBorder(Border border, int images, Tensor x) {
        if (border.none()) {
            return x;
        }
        return bordered.computeIfAbsent(new Bordered(x, border), key -> {
            Tensor y = Tensor.temporary((long) images * border.size());
            launches.add(kernels.movement().border(border, images, x, y));
            return y;
        });
    }

    void conv(Composite.Conv2d op, Value value, Tensor y, List<Tensor> in, Finish finish) {
        ConvShape shape = ConvShape.of(
                op.window(), op.groups(), value.input(0).shape(), value.shape().dim(3));
        Tensor x = inBorder(Border.ofImages(shape), shape.images(), in.get(0));
        launches.add(kernels.products().launch(ConvolutionProducts.forward(shape), x, in.get(1), y, finish));
    }

    void inputGradient(Composite.Conv2dInputGradient op, Value value, List<Tensor> in) {
        ConvShape shape = ConvShape.of(
                op.window(), op.groups(), value.shape(), value.input(0).shape().dim(3));
        Tensor g = inBorder(Border.ofGradients(shape), shape.images(), in.get(0));
        boolean turn = !kernels.products().anyColumns();
        Tensor w = in.get(1);
        if (turn) {
            w = Tensor.temporary(w.size());
            launches.add(kernels.movement()
                    .turned(shape.taps(), shape.groupChannels(), shape.groups(), shape.groupFilters(), in.get(1), w));
        }
        Tensor dx = lowered.home(value);
        for (Product product : ConvolutionProducts.inputGradient(shape, turn)) {
            launches.add(kernels.products().launch(product, g, w, dx, Finish.NOTHING));
        }
    }

    void weightGradient(Composite.Conv2dWeightGradient op, Value value, List<Tensor> in) {
        ConvShape shape = ConvShape.of(
                op.window(),
                op.groups(),
                value.input(0).shape(),
                value.input(1).shape().dim(3));
        Tensor x = inBorder(Border.ofImages(shape), shape.images(), in.get(0));
        Product product = ConvolutionProducts.weightGradient(shape);
        int passes = ConvolutionProducts.passes(shape);
        Tensor dw = lowered.home(value);
        Tensor sums = passes == 1 ? dw : Tensor.temporary((long) passes * dw.size());
        launches.add(kernels.products().launch(product, x, in.get(1), sums, Finish.NOTHING));
        if (passes > 1) {
            launches.add(kernels.movement().addPasses(passes, dw.size(), sums, dw));
        }
    }
}
