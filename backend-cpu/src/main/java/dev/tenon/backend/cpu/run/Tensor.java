package dev.tenon.backend.cpu.run;

import dev.tenon.api.lowering.Placement;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Floats that a program keeps for a while. Their array and offset are assigned when the whole program is known. */
public final class Tensor {
    /** Floats of a cache line: tensors begin at one. */
    private static final int LINE = 16;

    private final int size;
    private @Nullable Arena memory;
    private int offset;
    private int slice;
    private boolean inner;
    private int changes;
    private byte @Nullable [] bytes;
    private int @Nullable [] ints;

    /** A tensor whose memory is not assigned yet. */
    public Tensor(int size) {
        this.size = size;
    }

    /** A tensor that fills a memory of its own. */
    public Tensor(Arena memory, int size) {
        this.size = size;
        this.memory = memory;
    }

    /** A tensor of bytes, as a leaf of them is; it has no floats. */
    public static Tensor of(byte[] bytes) {
        Tensor tensor = new Tensor(new Arena(0), bytes.length);
        tensor.bytes = bytes;
        return tensor;
    }

    /** A tensor of whole numbers; it has no floats. */
    public static Tensor of(int[] ints) {
        Tensor tensor = new Tensor(new Arena(0), ints.length);
        tensor.ints = ints;
        return tensor;
    }

    /** Its bytes, each without a sign; null unless it is one of bytes. */
    public byte @Nullable [] bytes() {
        return bytes;
    }

    /** Its whole numbers; null unless it is one of these. */
    public int @Nullable [] ints() {
        return ints;
    }

    /** The number of floats. */
    public int size() {
        return size;
    }

    /** Whether its memory is assigned. */
    public boolean placed() {
        return memory != null || slice != 0;
    }

    /** Marks it as written from outside the program that reads it. */
    public void changed() {
        changes++;
    }

    /** How often it was marked so. */
    public int changes() {
        return changes;
    }

    /** Nothing placed yet; sizes are in floats. */
    public static Placement<Tensor> placement() {
        return new Placement<>(LINE, Long.MAX_VALUE);
    }

    /**
     * Assigns tensors their offsets in one array; returns how many floats they take together.
     *
     * @throws IllegalStateException if they do not fit one array
     */
    public static int place(Placement<Tensor> placement, ObjIntConsumer<Tensor> placer) {
        Placement.Layout<Tensor> layout = placement.layout();
        long floats = layout.buffers().stream().mapToLong(length -> length).sum();
        if (floats > Integer.MAX_VALUE - 64 - LINE) {
            throw new IllegalStateException(
                    "the program needs more than 8 GiB of temporary memory; use a smaller batch or image");
        }
        layout.places().forEach((tensor, place) -> placer.accept(tensor, (int) place.offset()));
        return (int) floats + LINE;
    }

    /** Assigns its memory. */
    public void place(Arena home, int at) {
        memory = home;
        offset = at;
    }

    /**
     * Says that only a few slices of it exist at a time, in each thread's own memory. Nothing outside of one {@link
     * DepthFirstBlock} knows it.
     *
     * @param floats floats of a slice
     * @param at where the first of the slices begins
     * @param within whether only parts of the block that run together know it
     */
    public void placeLocally(int floats, int at, boolean within) {
        slice = floats;
        offset = at;
        inner = within;
    }

    /** Floats of a slice if the tensor is local to threads, else 0. */
    int localSlice() {
        return slice;
    }

    /** Whether its slices are those that some parts of a block work on, and not those of the whole block. */
    boolean inner() {
        return inner;
    }

    /** Its array. */
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
