package dev.tenon.backend.cpu.benchmark;

import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.VectorWidth;
import dev.tenon.backend.cpu.kernels.reduce.ReductionKernels;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Sums by the two rules of the numeric contract. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ReductionBenchmark {
    private static final int TERMS = 4096;

    /** Floats of a row, in a sum over rows. */
    @Param({"32", "16", "10"})
    public int width = 32;

    private final ReductionKernels kernels = Kernels.of(VectorWidth.chosen()).reductions();
    private final float[] x = Data.normal(TERMS);
    private final float[] lanes = new float[16];
    private final float[] r = new float[32];

    /** Contiguous terms, by the lanes rule. */
    @Benchmark
    public float sumBlock(Work done) {
        done.work += TERMS;
        return kernels.sumBlock(x, 0, TERMS, lanes);
    }

    /** The largest of contiguous terms. */
    @Benchmark
    public float maxBlock(Work done) {
        done.work += TERMS;
        return kernels.maxBlock(x, 0, TERMS, lanes);
    }

    /** Rows, by the sequence rule. */
    @Benchmark
    public float[] sumSequence(Work done) {
        int terms = TERMS / width;
        kernels.sumSequence(x, 0, width, terms, width, r, 0);
        done.work += (double) terms * width;
        return r;
    }
}
