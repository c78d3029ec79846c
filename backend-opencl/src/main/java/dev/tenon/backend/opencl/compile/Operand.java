package dev.tenon.backend.opencl.compile;

import dev.tenon.api.lowering.Broadcast;
import dev.tenon.backend.opencl.memory.Tensor;

/** Where an expression finds the elements of a value. */
sealed interface Operand {
    /** It is computed in the same kernel. */
    record Member(String name) implements Operand {}

    /** It is the same number everywhere. */
    record Literal(float value) implements Operand {}

    /** It lies in memory, element by element. */
    record Direct(Tensor tensor) implements Operand {}

    /** It lies in memory once, and is repeated. */
    record Repeated(Tensor tensor, Broadcast broadcast) implements Operand {}
}
