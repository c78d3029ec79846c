package dev.tenon.backend.cpu.run;

import org.jspecify.annotations.Nullable;

/** Floats that a program keeps for a while. Where they lie is decided when the whole program is known. */
public final class Tensor {
    private final int size;
    private @Nullable Memory memory;
    private int offset;

    /** A tensor without a place yet. */
    public Tensor(int size) {
        this.size = size;
    }

    /** A tensor that fills a memory of its own. */
    public Tensor(Memory memory, int size) {
        this.size = size;
        this.memory = memory;
    }

    /** The number of floats. */
    public int size() {
        return size;
    }

    /** Whether it has a place. */
    public boolean placed() {
        return memory != null;
    }

    /** Gives it a place. */
    public void place(Memory home, int at) {
        memory = home;
        offset = at;
    }

    /** The array it lies in. */
    public float[] floats() {
        if (memory == null) {
            throw new IllegalStateException("a tensor of " + size + " floats has no place");
        }
        return memory.floats();
    }

    /** The index of its first float. */
    public int offset() {
        return offset;
    }
}
