package dev.tenon.backend.opencl.memory;

import dev.tenon.api.graph.ElementType;
import dev.tenon.backend.opencl.device.OpenClException;
import org.jocl.cl_mem;
import org.jspecify.annotations.Nullable;

/** Numbers that a program keeps for a while. A temporary tensor gets its place when the whole program is known. */
public final class Tensor {
    private final int size;
    private final ElementType type;
    private final boolean temporary;
    private @Nullable DeviceMemory memory;

    private Tensor(int size, ElementType type, boolean temporary, @Nullable DeviceMemory memory) {
        this.size = size;
        this.type = type;
        this.temporary = temporary;
        this.memory = memory;
    }

    /**
     * A tensor without a place yet.
     *
     * @throws OpenClException if it has more elements than kernels can count
     */
    public static Tensor temporary(long size) {
        if (size > Integer.MAX_VALUE) {
            throw new OpenClException(
                    "a temporary tensor of " + size + " elements is needed, and " + Integer.MAX_VALUE
                            + " is the most: use a smaller batch, or --backend cpu",
                    null);
        }
        return new Tensor((int) size, ElementType.FLOAT32, true, null);
    }

    /** A tensor that has a memory of its own. */
    public static Tensor of(DeviceMemory memory, int size) {
        return of(memory, size, ElementType.FLOAT32);
    }

    /** A tensor of a type that has a memory of its own. */
    public static Tensor of(DeviceMemory memory, int size, ElementType type) {
        return new Tensor(size, type, false, memory);
    }

    /** The number of elements. */
    public int size() {
        return size;
    }

    /** What its elements are; float32 but of some leaves. */
    public ElementType type() {
        return type;
    }

    /** Whether its place is given by the plan. */
    public boolean isTemporary() {
        return temporary;
    }

    /** Gives it a place. */
    public void place(DeviceMemory home) {
        memory = home;
    }

    /** Where it is. */
    public cl_mem handle() {
        if (memory == null) {
            throw new IllegalStateException("a tensor of " + size + " elements has no place");
        }
        return memory.handle();
    }
}
