package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.kernels.pool.PoolKernels;
import dev.tenon.backend.cpu.kernels.pool.PoolShape;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;

/** Pooling or its gradient; the slices are images. */
public final class PoolStep implements SlicedStep {
    /** What is computed, of which tensors. */
    public sealed interface Task {
        /** The largest of each window. */
        record Max(TensorSlice x, TensorSlice y) implements Task {}

        /** The largest of each window, and its position, unless that is less than a limit. */
        record MaxAndPositions(float least, TensorSlice x, TensorSlice y, TensorSlice positions) implements Task {}

        /** The positions of given results. */
        record Positions(TensorSlice x, TensorSlice y, TensorSlice positions) implements Task {}

        /** The gradient of the largest. */
        record MaxGradient(int[] taps, TensorSlice positions, TensorSlice g, TensorSlice dx) implements Task {}

        /** The mean of each window. */
        record Average(float[] counts, TensorSlice x, TensorSlice y) implements Task {}

        /** The gradient of the mean. */
        record AverageGradient(float[] counts, TensorSlice g, TensorSlice dx) implements Task {}
    }

    private final PoolKernels kernels;
    private final PoolShape shape;
    private final int images;
    private final Task task;

    /** A step over images. */
    public PoolStep(PoolKernels kernels, PoolShape shape, int images, Task task) {
        this.kernels = kernels;
        this.shape = shape;
        this.images = images;
        this.task = task;
    }

    @Override
    public String name() {
        return switch (task) {
            case Task.Max t -> "max-pool";
            case Task.MaxAndPositions t -> "max-pool";
            case Task.Positions t -> "max-pool-gradient";
            case Task.MaxGradient t -> "max-pool-gradient";
            case Task.Average t -> "average-pool";
            case Task.AverageGradient t -> "average-pool-gradient";
        };
    }

    @Override
    public int slices() {
        return images;
    }

    @Override
    public long cost() {
        return (long) images
                * shape.resultSize()
                * shape.window().height()
                * shape.window().width();
    }

    @Override
    public void slices(int from, int to, WorkerState worker) {
        int x = shape.imageSize();
        int y = shape.resultSize();
        for (int n = from; n < to; n++) {
            switch (task) {
                case Task.Max t ->
                    kernels.max(
                            shape,
                            t.x().floats(worker),
                            t.x().base(worker) + n * x,
                            t.y().floats(worker),
                            t.y().base(worker) + n * y);
                case Task.MaxAndPositions t ->
                    kernels.maxAndPositions(
                            shape,
                            t.least(),
                            t.x().floats(worker),
                            t.x().base(worker) + n * x,
                            t.y().floats(worker),
                            t.y().base(worker) + n * y,
                            t.positions().floats(worker),
                            t.positions().base(worker) + n * y);
                case Task.Positions t ->
                    kernels.positions(
                            shape,
                            t.x().floats(worker),
                            t.x().base(worker) + n * x,
                            t.y().floats(worker),
                            t.y().base(worker) + n * y,
                            t.positions().floats(worker),
                            t.positions().base(worker) + n * y);
                case Task.MaxGradient t ->
                    kernels.maxGradient(
                            shape,
                            t.taps(),
                            t.positions().floats(worker),
                            t.positions().base(worker) + n * y,
                            t.g().floats(worker),
                            t.g().base(worker) + n * y,
                            t.dx().floats(worker),
                            t.dx().base(worker) + n * x);
                case Task.Average t ->
                    kernels.average(
                            shape,
                            t.counts(),
                            t.x().floats(worker),
                            t.x().base(worker) + n * x,
                            t.y().floats(worker),
                            t.y().base(worker) + n * y);
                case Task.AverageGradient t ->
                    kernels.averageGradient(
                            shape,
                            t.counts(),
                            t.g().floats(worker),
                            t.g().base(worker) + n * y,
                            t.dx().floats(worker),
                            t.dx().base(worker) + n * x);
            }
        }
    }
}
