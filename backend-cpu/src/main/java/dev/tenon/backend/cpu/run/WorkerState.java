package dev.tenon.backend.cpu.run;

import dev.tenon.backend.cpu.kernels.product.Scratch;
import java.util.Arrays;

/** What belongs to one thread of a team. It grows while programs are compiled and never while they run. */
public final class WorkerState {
    private final Scratch scratch = new Scratch();
    private final float[] lanes = new float[16];
    private final int[] words = new int[4];
    private float[][] arrays = new float[0][];
    private int[] bases = new int[0];
    private float[] local = new float[0];
    private int firstSlice;
    private int firstInner;

    /** Working memory for kernels. */
    public Scratch scratch() {
        return scratch;
    }

    /** The lanes of a sum. */
    public float[] lanes() {
        return lanes;
    }

    /** The words of a random counter. */
    public int[] words() {
        return words;
    }

    /** Registers of a fused elementwise step: for each its array. */
    public float[][] arrays() {
        return arrays;
    }

    /** Registers of a fused elementwise step: for each the index of its first float. */
    public int[] bases() {
        return bases;
    }

    /** Memory for tensors that exist a few slices at a time. */
    float[] local() {
        return local;
    }

    /** The first slice that exists of a tensor that all parts of a block may know, or only those that run together. */
    int firstSlice(boolean inner) {
        return inner ? firstInner : firstSlice;
    }

    /** Sets the slices that a block works on now. */
    void begin(int slice) {
        firstSlice = slice;
    }

    /** Sets which of them some of its parts work on now. */
    void beginInner(int slice) {
        firstInner = slice;
    }

    /** Makes room for a step. */
    public void reserve(ProgramStep step) {
        reserve(step.scratch(), step.registerCount());
        if (local.length < step.local()) {
            local = new float[step.local()];
        }
    }

    /** Makes as much room as another has. */
    void reserve(WorkerState other) {
        reserve(other.scratch.floats().length, other.arrays.length);
        if (local.length < other.local.length) {
            local = new float[other.local.length];
        }
    }

    private void reserve(int floats, int registers) {
        scratch.reserve(floats);
        if (arrays.length < registers) {
            arrays = Arrays.copyOf(arrays, registers);
            bases = Arrays.copyOf(bases, registers);
        }
    }
}
