package dev.tenon.backend.cpu.kernels.pool;

import dev.tenon.api.graph.Window;
import dev.tenon.backend.cpu.kernels.jit.WarmupSwitch;
import java.util.List;

/** Vector pooling, each kind with a {@link WarmupSwitch}. */
final class SwitchingPool implements PoolKernels {
    private static final int CHANNELS = 32;
    private static final long BUDGET_NANOS = 3000;

    private final PoolKernels vector;
    private final PoolKernels scalar = new ScalarPool();
    private final WarmupSwitch max;
    private final WarmupSwitch maxAndPositions;
    private final WarmupSwitch maxGradient;
    private final WarmupSwitch average;
    private final WarmupSwitch averageGradient;

    SwitchingPool(PoolKernels vector) {
        this.vector = vector;
        Window two = Window.of(2, 2).stride(2, 2);
        Window three = Window.of(3, 3).stride(2, 2).pad(1, 1, 1, 1);
        List<PoolShape> shapes = List.of(
                PoolShape.of(two, 4, 4, CHANNELS),
                PoolShape.of(two, 2, 2, CHANNELS + 3),
                PoolShape.of(three, 3, 3, CHANNELS));
        float[] x = new float[16 * (CHANNELS + 3)];
        float[] y = new float[x.length];
        float[] dx = new float[x.length];
        float[] positions = new float[x.length];
        float[] counts = new float[16];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 7;
            y[i] = i % 5;
            positions[i] = i % 4;
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 1f + i % 4;
        }
        max = warmup(shapes, (kernels, shape) -> kernels.max(shape, x, 0, y, 0));
        maxAndPositions = warmup(shapes, (kernels, shape) -> kernels.maxAndPositions(shape, 0, x, 0, y, 0, dx, 0));
        int[] taps = shapes.getFirst().taps();
        List<PoolShape> halves = List.of(shapes.getFirst(), PoolShape.of(two, 2, 2, CHANNELS));
        maxGradient = warmup(halves, (kernels, shape) -> kernels.maxGradient(shape, taps, positions, 0, y, 0, dx, 0));
        average = warmup(shapes, (kernels, shape) -> kernels.average(shape, counts, x, 0, y, 0));
        averageGradient = warmup(shapes, (kernels, shape) -> kernels.averageGradient(shape, counts, y, 0, dx, 0));
    }

    private interface Call {
        void run(PoolKernels kernels, PoolShape shape);
    }

    private WarmupSwitch warmup(List<PoolShape> shapes, Call call) {
        return new WarmupSwitch(
                turn -> call.run(vector, shapes.get(turn % shapes.size())),
                () -> call.run(vector, shapes.get(1)),
                BUDGET_NANOS);
    }

    @Override
    public void max(PoolShape shape, float[] x, int xi, float[] y, int yi) {
        chosen(max).max(shape, x, xi, y, yi);
    }

    @Override
    public void maxAndPositions(
            PoolShape shape, float least, float[] x, int xi, float[] y, int yi, float[] positions, int pi) {
        chosen(maxAndPositions).maxAndPositions(shape, least, x, xi, y, yi, positions, pi);
    }

    @Override
    public void positions(PoolShape shape, float[] x, int xi, float[] y, int yi, float[] positions, int pi) {
        scalar.positions(shape, x, xi, y, yi, positions, pi);
    }

    @Override
    public void maxGradient(
            PoolShape shape, int[] taps, float[] positions, int pi, float[] g, int gi, float[] dx, int di) {
        chosen(maxGradient).maxGradient(shape, taps, positions, pi, g, gi, dx, di);
    }

    @Override
    public void average(PoolShape shape, float[] counts, float[] x, int xi, float[] y, int yi) {
        chosen(average).average(shape, counts, x, xi, y, yi);
    }

    @Override
    public void averageGradient(PoolShape shape, float[] counts, float[] g, int gi, float[] dx, int di) {
        chosen(averageGradient).averageGradient(shape, counts, g, gi, dx, di);
    }

    private PoolKernels chosen(WarmupSwitch warmup) {
        return warmup.ready() ? vector : scalar;
    }
}
