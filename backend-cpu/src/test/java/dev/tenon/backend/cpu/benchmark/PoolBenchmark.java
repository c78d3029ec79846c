package dev.tenon.backend.cpu.benchmark;

import dev.tenon.api.graph.Window;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.VectorWidth;
import dev.tenon.backend.cpu.kernels.pool.PoolKernels;
import dev.tenon.backend.cpu.kernels.pool.PoolShape;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Pooling of one image of 28 x 28 pixels. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PoolBenchmark {
    private static final int SIDE = 28;

    /** Extent of the window. */
    @Param({"2", "3"})
    public int size = 2;

    /** Channels of the image. */
    @Param({"32", "8"})
    public int channels = 32;

    private final PoolKernels kernels = Kernels.of(VectorWidth.chosen()).pooling();
    private PoolShape shape = shape();
    private float[] x = {};
    private float[] y = {};
    private float[] g = {};
    private float[] dx = {};
    private float[] positions = {};
    private int[] taps = {};

    private PoolShape shape() {
        return PoolShape.of(Window.of(size, size).stride(2, 2), SIDE, SIDE, channels);
    }

    /** Makes the image, its result and the result's gradient. */
    @Setup
    public void images() {
        shape = shape();
        int windows = (SIDE - size) / 2 + 1;
        x = Data.normal(SIDE * SIDE * channels);
        y = new float[windows * windows * channels];
        g = Data.normal(y.length);
        dx = new float[x.length];
        positions = new float[y.length];
        taps = shape.taps();
        kernels.maxAndPositions(shape, Float.NEGATIVE_INFINITY, x, 0, y, 0, positions, 0);
    }

    /** The largest of each window. */
    @Benchmark
    public float[] max(Work done) {
        kernels.max(shape, x, 0, y, 0);
        done.work += y.length;
        return y;
    }

    /** The largest of each window and its position. */
    @Benchmark
    public float[] maxAndPositions(Work done) {
        kernels.maxAndPositions(shape, Float.NEGATIVE_INFINITY, x, 0, y, 0, positions, 0);
        done.work += y.length;
        return y;
    }

    /** Its gradient. */
    @Benchmark
    public float[] maxGradient(Work done) {
        kernels.maxGradient(shape, taps, positions, 0, g, 0, dx, 0);
        done.work += dx.length;
        return dx;
    }

    /** The mean of each window. */
    @Benchmark
    public float[] average(Work done) {
        kernels.average(shape, shape.counts(), x, 0, g, 0);
        done.work += g.length;
        return g;
    }
}
