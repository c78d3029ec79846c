package dev.tenon.backend.cpu.benchmark;

import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.VectorWidth;
import dev.tenon.backend.cpu.kernels.tile.Tile;
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

/** Register tiles of matrix products, over one chunk of the inner dimension whose panel stays in the first-level cache. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TileBenchmark {
    /** Which tile of the machine's width, most columns first; beyond the last it is the last. */
    @Param({"0", "1", "2"})
    public int tile;

    /** Terms of the chunk; the contract's chunks have 256. */
    @Param({"256", "27"})
    public int depth;

    /** Distance of neighbouring terms in the left operand. */
    @Param({"1", "64"})
    public int step;

    private Tile kernel = Kernels.of(VectorWidth.SCALAR).tiles().getFirst().at(1);
    private float[] a = {};
    private float[] b = {};
    private float[] c = {};
    private int[] rowA = {};
    private int[] rowC = {};
    private int[] segments = {};

    /** Makes the operands. */
    @Setup
    public void operands() {
        var tiles = Kernels.of(VectorWidth.chosen()).tiles();
        kernel = tiles.get(Math.min(tile, tiles.size() - 1)).at(step);
        int rows = kernel.rows();
        int columns = kernel.columns();
        a = Data.normal(step == 1 ? rows * depth : depth * step);
        b = Data.normal(depth * columns);
        c = new float[rows * columns];
        rowA = new int[rows];
        rowC = new int[rows];
        for (int i = 0; i < rows; i++) {
            rowA[i] = step == 1 ? i * depth : i;
            rowC[i] = i * columns;
        }
        segments = new int[] {0, 0, depth};
    }

    /** One chunk. */
    @Benchmark
    public float[] chunk(Work done) {
        kernel.run(a, 0, rowA, 0, segments, 0, 3, step, b, 0, c, 0, rowC, 0, c, 0);
        done.work += 2.0 * kernel.rows() * kernel.columns() * depth;
        return c;
    }
}
