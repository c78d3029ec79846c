package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Composite.MaxPoolGradient;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.pool.PoolShape;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.steps.PoolStep;
import dev.tenon.backend.cpu.steps.PoolStep.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the steps of pooling. If the program also needs its gradient, max-pooling writes the position of each maximum
 * beside its result. The gradient needs nothing else, so the images, which are several times as large, need not be kept.
 */
final class PoolSteps {
    private final LoweredProgram lowered;
    private final ExecutionPlan plan;
    private final Kernels kernels;

    /** Max-poolings that have written positions. */
    private final Map<Value, TensorSlice> positions = new HashMap<>();

    PoolSteps(LoweredProgram lowered, ExecutionPlan plan, Kernels kernels) {
        this.lowered = lowered;
        this.plan = plan;
        this.kernels = kernels;
    }

    private static PoolShape shape(Window window, Shape images) {
        return PoolShape.of(window, images.dim(1), images.dim(2), images.dim(3));
    }

    /** Adds a step whose operands are images or results. */
    private void add(
            PoolShape shape,
            Task task,
            List<TensorSlice> images,
            List<TensorSlice> results,
            List<TensorSlice> writes,
            Value value) {
        int count = value.shape().dim(0);
        SliceReads reads = new SliceReads();
        images.forEach(operand -> reads.sliced(operand, count * shape.imageSize()));
        results.forEach(operand -> reads.sliced(operand, count * shape.resultSize()));
        PoolStep step = new PoolStep(kernels.pooling(), shape, count, task);
        plan.add(step, reads, writes, value.shape().size());
    }

    void max(Composite.MaxPool op, Value value) {
        PoolShape shape = shape(op.window(), value.input(0).shape());
        TensorSlice x = lowered.home(value.input(0));
        TensorSlice y = lowered.home(value);
        if (PooledReluMasks.gradients(value, lowered.users()).isEmpty()) {
            add(shape, new Task.Max(x, y), List.of(x), List.of(), List.of(y), value);
            return;
        }
        TensorSlice position = LoweredProgram.temporary(value.shape().size());
        positions.put(value, position);
        float least = PooledReluMasks.masked(value, lowered.users()) ? Float.MIN_VALUE : Float.NEGATIVE_INFINITY;
        add(shape, new Task.MaxAndPositions(least, x, y, position), List.of(x), List.of(), List.of(y, position), value);
    }

    void maxGradient(MaxPoolGradient op, Value value) {
        PoolShape shape = shape(op.window(), value.shape());
        Value pooled = value.input(1);
        TensorSlice known = PooledReluMasks.isGradientOf(value, pooled) ? positions.get(pooled) : null;
        TensorSlice position = known != null ? known : positions(shape, value);
        TensorSlice g =
                lowered.home(PooledReluMasks.operands(value, lowered.users()).getLast());
        TensorSlice dx = lowered.home(value);
        add(
                shape,
                new Task.MaxGradient(shape.taps(), position, g, dx),
                List.of(),
                List.of(position, g),
                List.of(dx),
                value);
    }

    /** The positions of results that the program did not compute from these images. */
    private TensorSlice positions(PoolShape shape, Value gradient) {
        Value results = gradient.input(1);
        TensorSlice x = lowered.home(gradient.input(0));
        TensorSlice y = lowered.home(results);
        TensorSlice position = LoweredProgram.temporary(results.shape().size());
        add(shape, new Task.Positions(x, y, position), List.of(x), List.of(y), List.of(position), results);
        return position;
    }

    void average(Composite.AveragePool op, Value value) {
        PoolShape shape = shape(op.window(), value.input(0).shape());
        TensorSlice x = lowered.home(value.input(0));
        TensorSlice y = lowered.home(value);
        add(shape, new Task.Average(shape.counts(), x, y), List.of(x), List.of(), List.of(y), value);
    }

    void averageGradient(Composite.AveragePoolGradient op, Value value) {
        PoolShape shape = shape(op.window(), value.shape());
        TensorSlice g = lowered.home(value.input(0));
        TensorSlice dx = lowered.home(value);
        add(shape, new Task.AverageGradient(shape.counts(), g, dx), List.of(), List.of(g), List.of(dx), value);
    }
}
