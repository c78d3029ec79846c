package dev.tenon.backend.cpu.benchmark;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.VectorWidth;
import dev.tenon.backend.cpu.kernels.elementwise.ElementwiseKernels;
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

/** Functions of one element, over a run of floats in the first-level cache. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ElementwiseBenchmark {
    private static final int COUNT = 1024;

    /** The width of vectors; scalar is the twin that every kernel has. */
    @Param({"machine", "scalar"})
    public String width = "machine";

    private ElementwiseKernels kernels = Kernels.of(VectorWidth.SCALAR).elementwise();
    private final float[] x = Data.normal(COUNT);
    private final float[] y = Data.normal(COUNT);
    private final float[] z = Data.normal(COUNT);
    private final float[] r = new float[COUNT];

    /** Chooses the kernels. */
    @Setup
    public void kernels() {
        kernels = Kernels.of(width.equals("scalar") ? VectorWidth.SCALAR : VectorWidth.chosen())
                .elementwise();
    }

    private float[] unary(Unary.Kind kind, Work done) {
        kernels.unary(kind, x, 0, r, 0, COUNT);
        done.work += COUNT;
        return r;
    }

    /** The ReLU. */
    @Benchmark
    public float[] relu(Work done) {
        return unary(Unary.Kind.RELU, done);
    }

    /** The square root, of which half are of negative numbers. */
    @Benchmark
    public float[] sqrt(Work done) {
        return unary(Unary.Kind.SQRT, done);
    }

    /** The correctly rounded exponential. */
    @Benchmark
    public float[] exp(Work done) {
        return unary(Unary.Kind.EXP, done);
    }

    /** The correctly rounded hyperbolic tangent. */
    @Benchmark
    public float[] tanh(Work done) {
        return unary(Unary.Kind.TANH, done);
    }

    /** A sum. */
    @Benchmark
    public float[] add(Work done) {
        kernels.binary(Binary.Kind.ADD, x, 0, y, 0, r, 0, COUNT);
        done.work += COUNT;
        return r;
    }

    /** A fused multiply-add. */
    @Benchmark
    public float[] fma(Work done) {
        kernels.fma(x, 0, y, 0, z, 0, r, 0, COUNT);
        done.work += 2 * COUNT;
        return r;
    }

    /** A choice. */
    @Benchmark
    public float[] select(Work done) {
        kernels.select(x, 0, y, 0, z, 0, r, 0, COUNT);
        done.work += COUNT;
        return r;
    }
}
