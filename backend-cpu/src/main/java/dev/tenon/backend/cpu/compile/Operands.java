package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Value;
import dev.tenon.backend.cpu.run.TensorSlice;

/** Compiles what a step is about to read. */
interface Operands {
    /** The slice of a value; adds the steps that compute it if there are none yet. */
    TensorSlice of(Value value);
}
