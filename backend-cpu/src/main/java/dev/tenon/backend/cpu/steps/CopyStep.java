package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import java.util.Arrays;

/**
 * Elements of one strided block put on another: what permute, expand, slice, flip, pad and concat come to. Element
 * {@code (i0, i1, ...)} goes from {@code x + sum(i * xSteps)} to {@code result + sum(i * resultSteps)}.
 */
public final class CopyStep implements ProgramStep {
    private final String name;
    private final TensorSlice x;
    private final TensorSlice result;
    private final int[] extents;
    private final int[] xSteps;
    private final int[] resultSteps;
    private final int rows;
    private final int length;

    /**
     * A copy.
     *
     * @param copy extents and steps
     */
    public CopyStep(String name, TensorSlice x, TensorSlice result, StridedCopy copy) {
        this.name = name;
        this.x = x.plus(copy.xStart());
        this.result = result.plus(copy.resultStart());
        StridedCopy merged = copy.merged();
        this.extents = merged.extents();
        this.xSteps = merged.xSteps();
        this.resultSteps = merged.resultSteps();
        int last = extents.length - 1;
        this.length = extents[last];
        int product = 1;
        for (int axis = 0; axis < last; axis++) {
            product *= extents[axis];
        }
        this.rows = product;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int units() {
        return rows;
    }

    @Override
    public long cost() {
        return (long) rows * length;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        float[] in = x.floats();
        float[] out = result.floats();
        int last = extents.length - 1;
        int xStep = xSteps[last];
        int resultStep = resultSteps[last];
        for (int row = from; row < to; row++) {
            int xi = x.base();
            int ri = result.base();
            int rest = row;
            for (int axis = last - 1; axis >= 0; axis--) {
                int index = rest % extents[axis];
                rest /= extents[axis];
                xi += index * xSteps[axis];
                ri += index * resultSteps[axis];
            }
            if (xStep == 1 && resultStep == 1) {
                System.arraycopy(in, xi, out, ri, length);
            } else if (xStep == 0 && resultStep == 1) {
                Arrays.fill(out, ri, ri + length, in[xi]);
            } else {
                for (int i = 0; i < length; i++) {
                    out[ri + i * resultStep] = in[xi + i * xStep];
                }
            }
        }
    }
}
