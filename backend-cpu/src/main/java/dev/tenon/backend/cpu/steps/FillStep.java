package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import java.util.Arrays;

/** Fills a tensor with one value. */
public final class FillStep implements ProgramStep {
    private static final int BLOCK = 16 * 1024;

    private final TensorSlice result;
    private final int size;
    private final float value;

    /** A fill of {@code size} floats. */
    public FillStep(TensorSlice result, int size, float value) {
        this.result = result;
        this.size = size;
        this.value = value;
    }

    @Override
    public String name() {
        return "fill";
    }

    @Override
    public int units() {
        return (size + BLOCK - 1) / BLOCK;
    }

    @Override
    public long cost() {
        return size / 4;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        int base = result.base();
        Arrays.fill(result.floats(), base + from * BLOCK, base + Math.min(to * BLOCK, size), value);
    }
}
