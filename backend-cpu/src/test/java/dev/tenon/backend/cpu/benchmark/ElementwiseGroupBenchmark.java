package dev.tenon.backend.cpu.benchmark;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.VectorWidth;
import dev.tenon.backend.cpu.kernels.loop.ElementwiseGroup;
import dev.tenon.backend.cpu.kernels.loop.Instruction;
import java.util.List;
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

/**
 * What normalises a batch and rectifies it, {@code relu((x - mean) * scale + bias)}, over tensors that no cache holds:
 * as one loop, and function by function over what the first-level cache holds.
 */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ElementwiseGroupBenchmark {
    private static final int SIZE = 1 << 22;
    private static final int TILE = 1024;
    private static final List<Instruction> NORMALISE = List.of(
            new Instruction.Apply2(Binary.Kind.SUBTRACT, 0, 1, 4),
            new Instruction.Apply2(Binary.Kind.MULTIPLY, 4, 2, 5),
            new Instruction.Apply2(Binary.Kind.ADD, 5, 3, 6),
            new Instruction.Apply1(Unary.Kind.RELU, 6, 7));
    private static final int RESULT = 7;

    /** How: all functions in one loop, or a loop for each. */
    @Param({"one", "each"})
    public String loops = "one";

    private final float[][] arrays = new float[RESULT + 1][TILE];
    private final int[] bases = new int[arrays.length];
    private List<ElementwiseGroup> groups = List.of();

    /** Makes the loops. */
    @Setup
    public void groups() {
        Kernels kernels = Kernels.of(VectorWidth.chosen());
        groups = loops.equals("one")
                ? List.of(kernels.groups().of(NORMALISE, register -> register == RESULT, SIZE))
                : NORMALISE.stream()
                        .map(one -> kernels.groups().of(List.of(one), register -> true, SIZE))
                        .toList();
        arrays[0] = Data.normal(SIZE);
        arrays[RESULT] = new float[SIZE];
    }

    /** The whole tensor, tile by tile; work is elements. */
    @Benchmark
    public float[] normalise(Work done) {
        for (int first = 0; first < SIZE; first += TILE) {
            bases[0] = first;
            bases[RESULT] = first;
            for (ElementwiseGroup group : groups) {
                group.run(arrays, bases, 0, TILE);
            }
        }
        done.work += SIZE;
        return arrays[RESULT];
    }
}
