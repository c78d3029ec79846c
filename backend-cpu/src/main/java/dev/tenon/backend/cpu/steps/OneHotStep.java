package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import java.util.Arrays;

/** Class indices as indicator vectors. */
public final class OneHotStep implements ProgramStep {
    private final TensorSlice indices;
    private final TensorSlice result;
    private final int count;
    private final int classes;

    /** {@code [count] -> [count, classes]}. */
    public OneHotStep(TensorSlice indices, TensorSlice result, int count, int classes) {
        this.indices = indices;
        this.result = result;
        this.count = count;
        this.classes = classes;
    }

    @Override
    public String name() {
        return "one-hot";
    }

    @Override
    public int units() {
        return count;
    }

    @Override
    public long cost() {
        return (long) count * classes / 4;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        float[] out = result.floats();
        Arrays.fill(out, result.base() + from * classes, result.base() + to * classes, 0f);
        for (int row = from; row < to; row++) {
            int index = index(indices, row, classes);
            if (index >= 0) {
                out[result.base() + row * classes + index] = 1f;
            }
        }
    }

    /** The index that a float or whole number is, or -1 if it is none below the limit. */
    static int index(TensorSlice indices, int at, int limit) {
        int[] ints = indices.tensor().ints();
        if (ints == null) {
            return index(indices.floats()[indices.base() + at], limit);
        }
        return ints[at] >= 0 && ints[at] < limit ? ints[at] : -1;
    }

    /** The index that a float is, or -1 if it is none below the limit. */
    private static int index(float value, int limit) {
        int index = (int) value;
        return index == value && index >= 0 && index < limit ? index : -1;
    }
}
