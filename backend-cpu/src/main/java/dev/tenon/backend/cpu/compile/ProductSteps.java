package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.Panels;
import dev.tenon.backend.cpu.run.Operand;
import dev.tenon.backend.cpu.run.Step;
import dev.tenon.backend.cpu.steps.ConvShape;
import dev.tenon.backend.cpu.steps.ConvStep;
import dev.tenon.backend.cpu.steps.ConvWeightGradientStep;
import dev.tenon.backend.cpu.steps.DepthwiseWeightGradientStep;
import dev.tenon.backend.cpu.steps.Finish;
import dev.tenon.backend.cpu.steps.GroupSumStep;
import dev.tenon.backend.cpu.steps.MatMulStep;
import dev.tenon.backend.cpu.steps.PackStep;
import java.util.ArrayList;
import java.util.List;

/** The steps of matrix products and convolutions. */
final class ProductSteps {
    private final Plan plan;
    private final Updates updates;
    private final Kernels kernels;

    ProductSteps(Compiler compiler, Kernels kernels) {
        this.plan = compiler.plan();
        this.updates = compiler.updates();
        this.kernels = kernels;
    }

    private static List<Operand> reads(Operand a, Operand b, Finish finish) {
        List<Operand> reads = new ArrayList<>(List.of(a, b));
        if (finish.bias() != null) {
            reads.add(finish.bias());
        }
        return reads;
    }

    /** The right operand as the panels want it: where it is, or packed by a step of its own. */
    private Operand right(Panels panels, PackStep.Layout layout, Operand source) {
        if (!panels.packed()) {
            return source;
        }
        int size = layout.stacks() * panels.packedSize(layout.depth());
        boolean lasting = updates.onlyRead(source);
        Operand packed = lasting ? Operand.alone(size) : plan.temporary(size);
        plan.add(new PackStep(panels, layout, source, packed, lasting), List.of(source), List.of(packed));
        return packed;
    }

    void matmul(Primitive.MatMul op, Value value, Value last, List<Operand> in, Finish finish) {
        Shape a = value.input(0).shape();
        Shape c = value.shape();
        int stacks = c.rank() == 3 ? c.dim(0) : 1;
        int m = c.dim(-2);
        int n = c.dim(-1);
        int k = a.dim(op.transposeA() ? -2 : -1);
        Panels panels = Panels.of(kernels, n, op.transposeB());
        PackStep.Layout layout =
                new PackStep.Layout(stacks, 1, k, n, k * n, 0, 0, op.transposeB() ? 1 : n, op.transposeB() ? k : 1);
        Operand b = right(panels, layout, in.get(1));
        Operand result = plan.allocate(last);
        plan.add(
                new MatMulStep(panels, in.get(0), b, result, stacks, m, k, op.transposeA(), finish),
                reads(in.get(0), b, finish),
                List.of(result));
    }

    void conv(Composite.Conv2d op, Value value, Value last, List<Operand> in, Finish finish) {
        ConvShape shape = shape(
                op.window(), op.groups(), value.input(0).shape(), value.shape().dim(3));
        Operand x = in.get(0);
        Operand w;
        Operand result;
        ConvStep step;
        if (shape.depthwise()) {
            w = in.get(1);
            result = plan.allocate(last);
            step = ConvStep.forward(shape, x, w, result, kernels.depthwise(), finish);
        } else {
            Panels panels = Panels.of(kernels, shape.groupFilters(), shape.groups() > 1);
            PackStep.Layout layout = new PackStep.Layout(
                    shape.groups(),
                    1,
                    shape.depth(),
                    shape.groupFilters(),
                    shape.groupFilters(),
                    0,
                    0,
                    shape.filters(),
                    1);
            w = right(panels, layout, in.get(1));
            result = plan.allocate(last);
            step = ConvStep.forward(shape, x, w, result, panels, finish);
        }
        Reads reads = new Reads().cut(x, value.input(0).shape().size()).whole(w);
        if (finish.bias() != null) {
            reads.whole(finish.bias());
        }
        plan.add(step, reads, List.of(result), value.shape().size());
    }

    void inputGradient(Composite.Conv2dInputGradient op, Value value, List<Operand> in) {
        ConvShape shape = shape(
                op.window(), op.groups(), value.shape(), value.input(0).shape().dim(3));
        Operand gradient = in.get(0);
        Operand w;
        Operand result;
        ConvStep step;
        if (shape.depthwise()) {
            w = in.get(1);
            result = plan.allocate(value);
            step = ConvStep.inputGradient(shape, gradient, w, result, kernels.depthwise());
        } else {
            Panels panels = Panels.of(kernels, shape.groupChannels(), true);
            w = right(panels, turned(shape), in.get(1));
            result = plan.allocate(value);
            step = ConvStep.inputGradient(shape, gradient, w, result, panels);
        }
        plan.add(
                step,
                new Reads().cut(gradient, value.input(0).shape().size()).whole(w),
                List.of(result),
                value.shape().size());
    }

    /** Kernels turned by 180 degrees: block t is tap taps - 1 - t, rows are filters, columns are channels. */
    private static PackStep.Layout turned(ConvShape shape) {
        int tap = shape.groupChannels() * shape.filters();
        return new PackStep.Layout(
                shape.groups(),
                shape.taps(),
                shape.groupFilters(),
                shape.groupChannels(),
                shape.groupFilters(),
                (shape.taps() - 1) * tap,
                -tap,
                1,
                shape.filters());
    }

    void weightGradient(Composite.Conv2dWeightGradient op, Value value, List<Operand> in) {
        ConvShape shape = shape(
                op.window(),
                op.groups(),
                value.input(0).shape(),
                value.input(1).shape().dim(3));
        int groups = ConvWeightGradientStep.Cut.of(shape).groups();
        Operand result = plan.allocate(value);
        int size = value.shape().size();
        Operand sums = groups == 1 ? result : plan.temporary(groups * size);
        Step step;
        if (shape.depthwise()) {
            step = new DepthwiseWeightGradientStep(shape, in.get(0), in.get(1), sums, kernels);
        } else {
            Panels panels = Panels.of(kernels, shape.groupFilters(), shape.groups() > 1);
            step = new ConvWeightGradientStep(shape, in.get(0), in.get(1), sums, panels, kernels.moves());
        }
        plan.add(step, List.of(in.get(0), in.get(1)), List.of(sums));
        if (groups > 1) {
            plan.add(
                    new GroupSumStep(kernels.elementwise(), sums, result, groups, size),
                    List.of(sums),
                    List.of(result));
        }
    }

    private static ConvShape shape(Window window, int groups, Shape images, int filters) {
        return ConvShape.of(window, groups, images.dim(0), images.dim(1), images.dim(2), images.dim(3), filters);
    }
}
