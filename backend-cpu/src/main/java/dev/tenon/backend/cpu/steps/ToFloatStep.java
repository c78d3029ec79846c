package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;

/** A leaf of bytes or whole numbers as floats. */
public final class ToFloatStep implements ProgramStep {
    private final TensorSlice whole;
    private final TensorSlice result;
    private final int count;

    /** {@code [count]} to {@code [count]}. */
    public ToFloatStep(TensorSlice whole, TensorSlice result, int count) {
        this.whole = whole;
        this.result = result;
        this.count = count;
    }

    @Override
    public String name() {
        return "to-float";
    }

    @Override
    public int units() {
        return count;
    }

    @Override
    public long cost() {
        return count / 2;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        float[] out = result.floats();
        byte[] bytes = whole.tensor().bytes();
        int[] ints = whole.tensor().ints();
        for (int i = from; i < to; i++) {
            out[result.base() + i] = bytes != null ? bytes[i] & 0xff : ints == null ? 0f : ints[i];
        }
    }
}
