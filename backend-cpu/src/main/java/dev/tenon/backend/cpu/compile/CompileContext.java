package dev.tenon.backend.cpu.compile;

import dev.tenon.api.lowering.InPlaceUpdates;
import dev.tenon.api.lowering.Users;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.run.Tensor;
import dev.tenon.backend.cpu.run.TensorSlice;

/**
 * What the parts of the compiler share.
 *
 * @param plan the steps so far
 * @param users the users of each value
 * @param updates the next values of leaves
 * @param kernels the kernels that steps call
 * @param large floats of a tensor that would not stay in the cache from step to step
 * @param operands compiles what a step reads
 */
record CompileContext(
        ExecutionPlan plan,
        Users users,
        InPlaceUpdates<TensorSlice, Tensor> updates,
        Kernels kernels,
        int large,
        Operands operands) {}
