package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Composite.MaxPoolGradient;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.backend.cpu.kernels.pool.PoolShape;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.steps.PoolStep;
import dev.tenon.backend.cpu.steps.PoolStep.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of pooling. A max-pooling whose gradient the program needs too writes the place of each window beside its result. The
 * gradient needs nothing else: images, which are several times as large, need not be kept for it, let alone be read once more.
 */
final class PoolSteps {
    private final Compiler compiler;
    private final ExecutionPlan plan;

    /** Max-poolings that have written places. */
    private final Map<Value, TensorSlice> places = new HashMap<>();

    PoolSteps(Compiler compiler) {
        this.compiler = compiler;
        this.plan = compiler.plan();
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
        PoolStep step = new PoolStep(compiler.kernels().pooling(), shape, count, task);
        plan.add(step, reads, writes, value.shape().size());
    }

    void max(Composite.MaxPool op, Value value) {
        PoolShape shape = shape(op.window(), value.input(0).shape());
        TensorSlice x = compiler.demand(value.input(0));
        TensorSlice y = plan.allocate(value);
        if (PooledReluMasks.gradients(value, compiler.users()).isEmpty()) {
            add(shape, new Task.Max(x, y), List.of(x), List.of(), List.of(y), value);
            return;
        }
        TensorSlice place = plan.temporary(value.shape().size());
        places.put(value, place);
        float least = PooledReluMasks.masked(value, compiler.users()) ? Float.MIN_VALUE : Float.NEGATIVE_INFINITY;
        add(shape, new Task.MaxAndPlaces(least, x, y, place), List.of(x), List.of(), List.of(y, place), value);
    }

    void maxGradient(MaxPoolGradient op, Value value) {
        PoolShape shape = shape(op.window(), value.shape());
        Value pooled = value.input(1);
        TensorSlice known = PooledReluMasks.isGradientOf(value, pooled) ? places.get(pooled) : null;
        TensorSlice place = known != null ? known : places(shape, value);
        boolean masked = known != null && PooledReluMasks.masked(pooled, compiler.users());
        TensorSlice g = compiler.demand(masked ? value.input(2).input(1) : value.input(2));
        TensorSlice dx = plan.allocate(value);
        add(shape, new Task.MaxGradient(shape.taps(), place, g, dx), List.of(), List.of(place, g), List.of(dx), value);
    }

    /** The places of results that the program did not compute from these images. */
    private TensorSlice places(PoolShape shape, Value gradient) {
        Value results = gradient.input(1);
        TensorSlice x = compiler.demand(gradient.input(0));
        TensorSlice y = compiler.demand(results);
        TensorSlice place = plan.temporary(results.shape().size());
        add(shape, new Task.Places(x, y, place), List.of(x), List.of(y), List.of(place), results);
        return place;
    }

    void average(Composite.AveragePool op, Value value) {
        PoolShape shape = shape(op.window(), value.input(0).shape());
        TensorSlice x = compiler.demand(value.input(0));
        TensorSlice y = plan.allocate(value);
        add(shape, new Task.Average(shape.counts(), x, y), List.of(x), List.of(), List.of(y), value);
    }

    void averageGradient(Composite.AveragePoolGradient op, Value value) {
        PoolShape shape = shape(op.window(), value.shape());
        TensorSlice g = compiler.demand(value.input(0));
        TensorSlice dx = plan.allocate(value);
        add(shape, new Task.AverageGradient(shape.counts(), g, dx), List.of(), List.of(g), List.of(dx), value);
    }
}
