package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.lowering.Epilogue;
import dev.tenon.backend.opencl.kernels.Finish;
import dev.tenon.backend.opencl.kernels.KernelSet;
import dev.tenon.backend.opencl.kernels.ReductionKernels;
import dev.tenon.backend.opencl.kernels.WindowKernels;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The launches of each op that is not elementwise. */
final class OpLaunches {
    private final LoweredProgram lowered;
    private final List<Launch> launches;
    private final KernelSet kernels;
    private final ProductLaunches products;

    OpLaunches(LoweredProgram lowered, List<Launch> launches, KernelSet kernels) {
        this.lowered = lowered;
        this.launches = launches;
        this.kernels = kernels;
        this.products = new ProductLaunches(lowered, launches, kernels);
    }

    /** Adds the launches of a value. */
    void add(Value value, Epilogue epilogue) {
        Tensor y = lowered.home(epilogue.last());
        Finish finish = new Finish(epilogue.bias().map(lowered::home).orElse(null), epilogue.relu());
        switch (value.op()) {
            case Primitive p -> primitive(p, value, inputs(value), y, finish);
            case Composite c -> composite(c, value, inputs(value), y, finish);
        }
    }

    private List<Tensor> inputs(Value value) {
        return value.inputs().stream().map(lowered::home).toList();
    }

    private static Shape input(Value value) {
        return value.input(0).shape();
    }

    private void primitive(Primitive op, Value value, List<Tensor> in, Tensor y, Finish finish) {
        Shape to = value.shape();
        switch (op) {
            case Primitive.MatMul m -> products.matmul(m, value, y, in, finish);
            case Primitive.Reduce r -> reduce(r, value, null);
            case Primitive.Expand e -> launches.add(kernels.movement().expand(input(value), to, in.getFirst(), y));
            case Primitive.Permute p -> launches.add(kernels.movement().permute(p, input(value), to, in.getFirst(), y));
            case Primitive.Pad p -> launches.add(kernels.movement().pad(p, input(value), to, in.getFirst(), y));
            case Primitive.Slice s -> launches.add(kernels.movement().slice(s, input(value), to, in.getFirst(), y));
            case Primitive.Flip f -> launches.add(kernels.movement().flip(f, to, in.getFirst(), y));
            case Primitive.Concat c -> concat(c, value, in, y);
            case Primitive.Unfold u ->
                launches.add(kernels.windows().unfold(u.window(), input(value), in.getFirst(), y));
            case Primitive.Fold f -> launches.add(kernels.windows().fold(f.window(), to, in.getFirst(), y));
            case Primitive.OneHot o ->
                launches.add(kernels.movement().oneHot(input(value).size(), o.classes(), in.getFirst(), y));
            case Primitive.ToFloat t -> launches.add(kernels.movement().toFloat(to.size(), in.getFirst(), y));
            case Primitive.Random r ->
                launches.add(kernels.movement().random(r.stream(), to.size(), in.get(0), in.get(1), y));
            case Primitive other -> throw new IllegalStateException("has no launch of its own: " + other);
        }
    }

    private void composite(Composite op, Value value, List<Tensor> in, Tensor y, Finish finish) {
        switch (op) {
            case Composite.Conv2d c -> products.conv(c, value, y, in, finish);
            case Composite.Conv2dInputGradient c -> products.inputGradient(c, value, in);
            case Composite.Conv2dWeightGradient c -> products.weightGradient(c, value, in);
            case Composite.MaxPool p ->
                launches.add(kernels.windows().maxPool(p.window(), input(value), in.getFirst(), y));
            case Composite.MaxPoolGradient p -> maxPoolGradient(p.window(), value, in, y);
            case Composite.AveragePool p ->
                launches.add(kernels.windows().averagePool(p.window(), input(value), in.getFirst(), y));
            case Composite.AveragePoolGradient p ->
                launches.add(kernels.windows().averagePoolGradient(p.window(), value.shape(), in.getFirst(), y));
            case Composite.GatherRows g ->
                launches.add(
                        kernels.movement().gather(input(value), value.shape().dim(0), in.get(0), in.get(1), y));
            case Composite.Softmax s -> {
                int classes = input(value).dim(-1);
                int rows = input(value).size() / classes;
                launches.add(kernels.softmax().softmax(rows, classes, in.getFirst(), y));
            }
            case Composite.SoftmaxCrossEntropy s ->
                launches.add(kernels.softmax()
                        .crossEntropy(input(value).dim(0), input(value).dim(1), in.get(0), in.get(1), y));
            case Composite.SoftmaxCrossEntropyGradient s ->
                launches.add(kernels.softmax()
                        .crossEntropyGradient(
                                input(value).dim(0), input(value).dim(1), in.get(0), in.get(1), in.get(2), y));
        }
    }

    private void concat(Primitive.Concat op, Value value, List<Tensor> in, Tensor y) {
        int at = 0;
        for (int i = 0; i < in.size(); i++) {
            Shape part = value.input(i).shape();
            launches.add(kernels.movement().part(op.axis(), at, part, value.shape(), in.get(i), y));
            at += part.dim(op.axis());
        }
    }

    private void maxPoolGradient(Window window, Value value, List<Tensor> in, Tensor dx) {
        if (WindowKernels.apart(window)) {
            if (!WindowKernels.covered(window, value.shape())) {
                launches.add(kernels.movement().fill(dx, value.shape().size(), 0f));
            }
            launches.add(
                    kernels.windows().maxPoolGradientApart(window, value.shape(), in.get(0), in.get(1), in.get(2), dx));
            return;
        }
        Tensor winner = Tensor.temporary(in.get(1).size());
        launches.add(kernels.windows().maxPoolWinner(window, value.shape(), in.get(0), in.get(1), winner));
        launches.add(kernels.windows().maxPoolGradient(window, value.shape(), winner, in.get(2), dx));
    }

    /**
     * Adds the launches of a reduction: group by group of adjacent axes, the innermost first; axis 0 is a group of its own and
     * comes last.
     *
     * @param computed what the first sum computes as it adds it, or null if the terms are in memory
     */
    void reduce(Primitive.Reduce op, Value value, LoweredProgram.Task.@Nullable Fused computed) {
        int[] dims = input(value).dims();
        int last = dims.length - 1;
        Tensor from = computed == null ? lowered.home(value.input(0)) : null;
        int inner = 1;
        for (int axis = last; axis >= 0; axis--) {
            if (!op.axes().contains(axis)) {
                inner *= dims[axis];
                continue;
            }
            boolean innermost = axis == last;
            int terms = dims[axis];
            while (axis > 1 && op.axes().contains(axis - 1)) {
                axis--;
                terms *= dims[axis];
            }
            int outer = 1;
            for (int i = 0; i < axis; i++) {
                outer *= dims[i];
            }
            // Axes are ascending: nothing is left to do when the outermost is done.
            boolean done = op.axes().getFirst() == axis;
            Tensor to = done ? lowered.home(value) : Tensor.temporary((long) outer * inner);
            if (from == null) {
                ReductionKernels reductions = kernels.reductions();
                GroupCode code =
                        new GroupCode(lowered, Objects.requireNonNull(computed), reductions.width(inner), inner);
                launches.add(reductions.sum(code.part(), code.root(), code::arguments, to, outer, terms, inner));
            } else if (innermost) {
                lanes(op.kind(), from, to, outer, terms);
            } else {
                launches.add(kernels.reductions().sequence(op.kind(), from, to, outer, terms, inner));
            }
            from = to;
        }
    }

    private void lanes(Primitive.Reduce.Kind kind, Tensor from, Tensor to, int rows, int terms) {
        int blocks = ReductionKernels.blocks(terms);
        if (blocks == 1) {
            launches.add(kernels.reductions().lanes(kind, from, to, rows, terms));
            return;
        }
        Tensor sums = Tensor.temporary((long) rows * blocks);
        launches.add(kernels.reductions().lanes(kind, from, sums, rows, terms));
        launches.add(kernels.reductions().sequence(kind, sums, to, rows, blocks, 1));
    }
}
