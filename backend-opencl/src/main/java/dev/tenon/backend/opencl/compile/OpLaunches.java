package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.backend.opencl.kernels.KernelSet;
import dev.tenon.backend.opencl.kernels.Reductions;
import dev.tenon.backend.opencl.kernels.Windows;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.List;

/** The launches of each op that is not elementwise. */
final class OpLaunches {
    private final CompileContext context;
    private final ExecutionPlan plan;
    private final KernelSet kernels;
    private final ProductLaunches products;

    OpLaunches(CompileContext context) {
        this.context = context;
        this.plan = context.plan();
        this.kernels = context.kernels();
        this.products = new ProductLaunches(context);
    }

    /** Adds the launches of a value whose inputs lie where they are said to. */
    void launch(Value value, List<Tensor> in) {
        switch (value.op()) {
            case Primitive p -> primitive(p, value, in);
            case Composite c -> composite(c, value, in);
        }
    }

    private static Shape input(Value value) {
        return value.input(0).shape();
    }

    private void primitive(Primitive op, Value value, List<Tensor> in) {
        Shape to = value.shape();
        switch (op) {
            case Primitive.MatMul m ->
                products.finished(value, (last, finish) -> products.matmul(m, value, last, in, finish));
            case Primitive.Permute p ->
                plan.add(kernels.movement().permute(p, input(value), to, in.getFirst(), plan.make(value)));
            case Primitive.Pad p ->
                plan.add(kernels.movement().pad(p, input(value), to, in.getFirst(), plan.make(value)));
            case Primitive.Slice s ->
                plan.add(kernels.movement().slice(s, input(value), to, in.getFirst(), plan.make(value)));
            case Primitive.Flip f -> plan.add(kernels.movement().flip(f, to, in.getFirst(), plan.make(value)));
            case Primitive.Concat c -> concat(c, value, in);
            case Primitive.Unfold u ->
                plan.add(kernels.windows().unfold(u.window(), input(value), in.getFirst(), plan.make(value)));
            case Primitive.Fold f -> plan.add(kernels.windows().fold(f.window(), to, in.getFirst(), plan.make(value)));
            case Primitive.OneHot o ->
                plan.add(kernels.movement().oneHot(input(value).size(), o.classes(), in.getFirst(), plan.make(value)));
            case Primitive.ToFloat t ->
                plan.add(kernels.movement().toFloat(to.size(), in.getFirst(), plan.make(value)));
            case Primitive.Random r ->
                plan.add(kernels.movement().random(r.stream(), to.size(), in.get(0), in.get(1), plan.make(value)));
            case Primitive other -> throw new IllegalStateException("computed only when needed: " + other);
        }
    }

    private void composite(Composite op, Value value, List<Tensor> in) {
        switch (op) {
            case Composite.Conv2d c ->
                products.finished(value, (last, finish) -> products.conv(c, value, last, in, finish));
            case Composite.Conv2dInputGradient c -> products.inputGradient(c, value, in);
            case Composite.Conv2dWeightGradient c -> products.weightGradient(c, value, in);
            case Composite.MaxPool p ->
                plan.add(kernels.windows().maxPool(p.window(), input(value), in.getFirst(), plan.make(value)));
            case Composite.MaxPoolGradient p -> maxPoolGradient(p.window(), value, in);
            case Composite.AveragePool p ->
                plan.add(kernels.windows().averagePool(p.window(), input(value), in.getFirst(), plan.make(value)));
            case Composite.AveragePoolGradient p ->
                plan.add(kernels.windows()
                        .averagePoolGradient(p.window(), value.shape(), in.getFirst(), plan.make(value)));
            case Composite.GatherRows g ->
                plan.add(kernels.movement()
                        .gather(input(value), value.shape().dim(0), in.get(0), in.get(1), plan.make(value)));
            case Composite.Softmax s -> {
                int classes = input(value).dim(-1);
                int rows = input(value).size() / classes;
                plan.add(kernels.softmax().softmax(rows, classes, in.getFirst(), plan.make(value)));
            }
            case Composite.SoftmaxCrossEntropy s ->
                plan.add(kernels.softmax()
                        .crossEntropy(
                                input(value).dim(0), input(value).dim(1), in.get(0), in.get(1), plan.make(value)));
            case Composite.SoftmaxCrossEntropyGradient s ->
                plan.add(kernels.softmax()
                        .crossEntropyGradient(
                                input(value).dim(0),
                                input(value).dim(1),
                                in.get(0),
                                in.get(1),
                                in.get(2),
                                plan.make(value)));
        }
    }

    private void concat(Primitive.Concat op, Value value, List<Tensor> in) {
        Tensor y = plan.make(value);
        int at = 0;
        for (int i = 0; i < in.size(); i++) {
            Shape part = value.input(i).shape();
            plan.add(kernels.movement().part(op.axis(), at, part, value.shape(), in.get(i), y));
            at += part.dim(op.axis());
        }
    }

    private void maxPoolGradient(Window window, Value value, List<Tensor> in) {
        if (Windows.apart(window)) {
            Tensor dx = plan.make(value);
            if (!Windows.covered(window, value.shape())) {
                plan.add(kernels.movement().fill(dx, value.shape().size(), 0f));
            }
            plan.add(
                    kernels.windows().maxPoolGradientApart(window, value.shape(), in.get(0), in.get(1), in.get(2), dx));
            return;
        }
        Tensor winner = Tensor.temporary(in.get(1).size());
        plan.add(kernels.windows().maxPoolWinner(window, value.shape(), in.get(0), in.get(1), winner));
        plan.add(kernels.windows().maxPoolGradient(window, value.shape(), winner, in.get(2), plan.make(value)));
    }

    /**
     * Adds the launches of a reduction, whose input may not be computed yet. Group by group of adjacent axes, the innermost
     * first; axis 0 is a group of its own and comes last.
     */
    void reduce(Primitive.Reduce op, Value value) {
        int[] dims = input(value).dims();
        int last = dims.length - 1;
        Tensor from = SumFusion.fuses(op, value) ? null : context.operands().of(value.input(0));
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
            Tensor to = done ? plan.make(value) : Tensor.temporary((long) outer * inner);
            if (from == null) {
                SumFusion.emit(context, value, outer, terms, inner, to);
            } else if (innermost) {
                lanes(op.kind(), from, to, outer, terms);
            } else {
                plan.add(kernels.reductions().sequence(op.kind(), from, to, outer, terms, inner));
            }
            from = to;
        }
    }

    private void lanes(Primitive.Reduce.Kind kind, Tensor from, Tensor to, int rows, int terms) {
        int blocks = Reductions.blocks(terms);
        if (blocks == 1) {
            plan.add(kernels.reductions().lanes(kind, from, to, rows, terms));
            return;
        }
        Tensor sums = Tensor.temporary((long) rows * blocks);
        plan.add(kernels.reductions().lanes(kind, from, sums, rows, terms));
        plan.add(kernels.reductions().sequence(kind, sums, to, rows, blocks, 1));
    }
}
