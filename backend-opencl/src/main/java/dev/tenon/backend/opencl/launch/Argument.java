package dev.tenon.backend.opencl.launch;

import dev.tenon.backend.opencl.memory.Tensor;
import java.nio.IntBuffer;

/** An argument of a kernel. */
public sealed interface Argument {
    /** A tensor. */
    record Of(Tensor tensor) implements Argument {}

    /** A whole number. */
    record Whole(int value) implements Argument {}

    /** A float, by its bits, so that equal arguments are equal. */
    record Real(int bits) implements Argument {}

    /** Whole numbers that the device keeps for the kernel. */
    record Table(IntBuffer values) implements Argument {}
}
