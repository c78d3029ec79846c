package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.steps.CopyStep;
import dev.tenon.backend.cpu.steps.FillStep;
import dev.tenon.backend.cpu.steps.FoldStep;
import dev.tenon.backend.cpu.steps.GatherStep;
import dev.tenon.backend.cpu.steps.OneHotStep;
import dev.tenon.backend.cpu.steps.RandomStep;
import dev.tenon.backend.cpu.steps.ReduceStep;
import dev.tenon.backend.cpu.steps.StridedCopy;
import dev.tenon.backend.cpu.steps.ToFloatStep;
import dev.tenon.backend.cpu.steps.UnfoldStep;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Builds the steps of all ops but products, pooling and elementwise ops: data movement, reductions, indices and random
 * numbers.
 */
final class RemainingOpSteps {
    private final LoweredProgram lowered;
    private final ExecutionPlan plan;
    private final Kernels kernels;

    RemainingOpSteps(LoweredProgram lowered, ExecutionPlan plan, Kernels kernels) {
        this.lowered = lowered;
        this.plan = plan;
        this.kernels = kernels;
    }

    private void copy(String name, TensorSlice from, TensorSlice to, StridedCopy copy) {
        plan.add(new CopyStep(name, from, to, copy), List.of(from), List.of(to));
    }

    private void add(Value value, List<TensorSlice> in, Function<TensorSlice, ProgramStep> step) {
        TensorSlice result = lowered.home(value);
        plan.add(step.apply(result), in, List.of(result));
    }

    void expand(Value value, TensorSlice x) {
        Shape from = value.input(0).shape();
        Shape to = value.shape();
        int[] steps = from.strides();
        int[] xSteps = new int[to.rank()];
        int missing = to.rank() - from.rank();
        for (int axis = missing; axis < to.rank(); axis++) {
            xSteps[axis] = from.dim(axis - missing) == 1 ? 0 : steps[axis - missing];
        }
        copy("expand", x, lowered.home(value), new StridedCopy(to.dims(), 0, xSteps, 0, to.strides()));
    }

    void permute(Primitive.Permute op, Value value, TensorSlice x) {
        int[] steps = value.input(0).shape().strides();
        int[] xSteps = op.order().stream().mapToInt(axis -> steps[axis]).toArray();
        Shape shape = value.shape();
        copy("permute", x, lowered.home(value), new StridedCopy(shape.dims(), 0, xSteps, 0, shape.strides()));
    }

    void flip(Primitive.Flip op, Value value, TensorSlice x) {
        Shape shape = value.shape();
        int[] steps = shape.strides();
        int start = 0;
        for (int axis : op.axes()) {
            start += (shape.dim(axis) - 1) * steps[axis];
            steps[axis] = -steps[axis];
        }
        copy("flip", x, lowered.home(value), new StridedCopy(shape.dims(), start, steps, 0, shape.strides()));
    }

    void slice(Primitive.Slice op, Value value, TensorSlice x) {
        copy("slice", x, lowered.home(value), StridedCopy.of(op, value));
    }

    void pad(Primitive.Pad op, Value value, TensorSlice x) {
        Shape from = value.input(0).shape();
        Shape to = value.shape();
        int rank = to.rank();
        int[] fromSteps = from.strides();
        int[] toSteps = to.strides();
        int[] extents = new int[rank];
        int fromStart = 0;
        int toStart = 0;
        for (int axis = 0; axis < rank; axis++) {
            int gap = op.interior().get(axis) + 1;
            int low = op.low().get(axis);
            // Element i lands at low + i * gap; those outside are cropped.
            int first = low >= 0 ? 0 : (-low + gap - 1) / gap;
            int last = Math.min(from.dim(axis) - 1, Math.floorDiv(to.dim(axis) - 1 - low, gap));
            extents[axis] = last - first + 1;
            fromStart += first * fromSteps[axis];
            toStart += (low + first * gap) * toSteps[axis];
            toSteps[axis] *= gap;
        }
        TensorSlice result = lowered.home(value);
        boolean some = Arrays.stream(extents).allMatch(extent -> extent > 0);
        int copied = Arrays.stream(extents).reduce(1, (a, b) -> a * b);
        if (!some || copied < to.size()) {
            plan.add(new FillStep(result, to.size(), op.value()), List.of(), List.of(result));
        }
        if (some) {
            copy("pad", x, result, new StridedCopy(extents, fromStart, fromSteps, toStart, toSteps));
        }
    }

    void concat(Primitive.Concat op, Value value, List<TensorSlice> in) {
        TensorSlice result = lowered.home(value);
        int[] steps = value.shape().strides();
        int at = 0;
        for (int i = 0; i < in.size(); i++) {
            Shape part = value.input(i).shape();
            copy(
                    "concat",
                    in.get(i),
                    result,
                    new StridedCopy(part.dims(), 0, part.strides(), at * steps[op.axis()], steps));
            at += part.dim(op.axis());
        }
    }

    void unfold(Primitive.Unfold op, Value value, TensorSlice x) {
        Shape s = value.input(0).shape();
        add(
                value,
                List.of(x),
                result -> new UnfoldStep(op.window(), x, result, s.dim(0), s.dim(1), s.dim(2), s.dim(3)));
    }

    void fold(Primitive.Fold op, Value value, TensorSlice patches) {
        Shape s = value.shape();
        add(
                value,
                List.of(patches),
                result -> new FoldStep(op.window(), patches, result, s.dim(0), s.dim(1), s.dim(2), s.dim(3)));
    }

    void oneHot(Primitive.OneHot op, Value value, TensorSlice indices) {
        int count = value.input(0).shape().size();
        add(value, List.of(indices), result -> new OneHotStep(indices, result, count, op.classes()));
    }

    void random(Primitive.Random op, Value value, List<TensorSlice> in) {
        add(
                value,
                in,
                result -> new RandomStep(
                        op.stream(), in.get(0), in.get(1), result, value.shape().size()));
    }

    void toFloat(Value value, TensorSlice whole) {
        add(
                value,
                List.of(whole),
                result -> new ToFloatStep(whole, result, value.shape().size()));
    }

    void gather(Value value, List<TensorSlice> in) {
        Shape table = value.input(0).shape();
        int count = value.shape().dim(0);
        int length = table.size() / table.dim(0);
        add(value, in, result -> new GatherStep(in.get(0), in.get(1), result, table.dim(0), count, length));
    }

    /** Innermost group of axes first; the batch axis is a group of its own. */
    void reduce(Primitive.Reduce op, Value value, TensorSlice x) {
        int[] dims = value.input(0).shape().dims();
        int rank = dims.length;
        int inner = 1;
        int outer = value.input(0).shape().size();
        TensorSlice from = x;
        int axis = rank - 1;
        while (axis >= 0) {
            if (!op.axes().contains(axis)) {
                inner *= dims[axis];
                outer /= dims[axis];
                axis--;
                continue;
            }
            boolean innermost = axis == rank - 1;
            int terms = dims[axis];
            axis--;
            while (axis > 0 && op.axes().contains(axis)) {
                terms *= dims[axis];
                axis--;
            }
            outer /= terms;
            // Axes are ascending: another group is to come if the first is further out.
            boolean last = op.axes().getFirst() > axis;
            TensorSlice to = last ? lowered.home(value) : LoweredProgram.temporary(outer * inner);
            int slices = axis >= 0 ? dims[0] : 1;
            plan.add(
                    new ReduceStep(kernels.reductions(), op.kind(), innermost, from, to, slices, outer, terms, inner),
                    new SliceReads().sliced(from, outer * terms * inner),
                    List.of(to),
                    outer * inner);
            from = to;
        }
    }
}
