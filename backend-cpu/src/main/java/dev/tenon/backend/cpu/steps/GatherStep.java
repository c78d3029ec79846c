package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import java.util.Arrays;

/** Rows of a table by index; rows of 0 where there is no such row. */
public final class GatherStep implements ProgramStep {
    private final TensorSlice table;
    private final TensorSlice indices;
    private final TensorSlice result;
    private final int tableRows;
    private final int count;
    private final int length;

    /** {@code [tableRows, length]} and {@code [count]} to {@code [count, length]}. */
    public GatherStep(
            TensorSlice table, TensorSlice indices, TensorSlice result, int tableRows, int count, int length) {
        this.table = table;
        this.indices = indices;
        this.result = result;
        this.tableRows = tableRows;
        this.count = count;
        this.length = length;
    }

    @Override
    public String name() {
        return "gather-rows";
    }

    @Override
    public int units() {
        return count;
    }

    @Override
    public long cost() {
        return (long) count * length / 2;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        float[] in = table.floats();
        byte[] bytes = table.tensor().bytes();
        float[] out = result.floats();
        for (int row = from; row < to; row++) {
            int at = result.base() + row * length;
            int index = OneHotStep.index(indices, row, tableRows);
            if (index < 0) {
                Arrays.fill(out, at, at + length, 0f);
                continue;
            }
            if (bytes != null) {
                for (int i = 0; i < length; i++) {
                    out[at + i] = bytes[index * length + i] & 0xff;
                }
                continue;
            }
            int source = table.base() + index * length;
            // Added to +0 as in the matrix product that defines this op, which makes a +0 of -0.
            for (int i = 0; i < length; i++) {
                out[at + i] = 0f + in[source + i];
            }
        }
    }
}
