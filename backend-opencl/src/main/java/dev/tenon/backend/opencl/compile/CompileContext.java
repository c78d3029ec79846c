package dev.tenon.backend.opencl.compile;

import dev.tenon.api.lowering.InPlaceUpdates;
import dev.tenon.api.lowering.Users;
import dev.tenon.backend.opencl.kernels.KernelSet;
import dev.tenon.backend.opencl.memory.Tensor;

/**
 * What the parts of the compiler share.
 *
 * @param plan the launches so far
 * @param users the users of each value
 * @param updates the next values of leaves
 * @param kernels the kernels that are launched
 * @param operands compiles what a launch reads
 */
record CompileContext(
        ExecutionPlan plan,
        Users users,
        InPlaceUpdates<Tensor, Tensor> updates,
        KernelSet kernels,
        Operands operands) {}
