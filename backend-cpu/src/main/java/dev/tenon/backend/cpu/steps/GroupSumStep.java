package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.backend.cpu.kernels.elementwise.ElementwiseKernels;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import java.util.Arrays;

/** The second half of the sequence rule: sums of groups, added in order from +0. */
public final class GroupSumStep implements ProgramStep {
    private static final int BLOCK = 2048;

    private final ElementwiseKernels kernels;
    private final TensorSlice sums;
    private final TensorSlice result;
    private final int groups;
    private final int size;

    /** {@code [groups, size] -> [size]}. */
    public GroupSumStep(ElementwiseKernels kernels, TensorSlice sums, TensorSlice result, int groups, int size) {
        this.kernels = kernels;
        this.sums = sums;
        this.result = result;
        this.groups = groups;
        this.size = size;
    }

    @Override
    public String name() {
        return "group-sum";
    }

    @Override
    public int units() {
        return (size + BLOCK - 1) / BLOCK;
    }

    @Override
    public long cost() {
        return (long) groups * size / 2;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        float[] in = sums.floats();
        float[] out = result.floats();
        for (int unit = from; unit < to; unit++) {
            int first = unit * BLOCK;
            int count = Math.min(BLOCK, size - first);
            int at = result.base() + first;
            Arrays.fill(out, at, at + count, 0f);
            for (int group = 0; group < groups; group++) {
                kernels.binary(Binary.Kind.ADD, out, at, in, sums.base() + group * size + first, out, at, count);
            }
        }
    }
}
