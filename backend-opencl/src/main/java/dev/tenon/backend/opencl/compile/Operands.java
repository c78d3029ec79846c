package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Value;
import dev.tenon.backend.opencl.memory.Tensor;

/** Compiles what a launch is about to read. */
interface Operands {
    /** Where a value lies, after the launches that compute it, if there are none yet, have been added. */
    Tensor of(Value value);
}
