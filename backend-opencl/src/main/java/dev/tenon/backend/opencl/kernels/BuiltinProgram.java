package dev.tenon.backend.opencl.kernels;

import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.program.KernelResources;
import dev.tenon.backend.opencl.program.KernelSource;

/**
 * All kernels but products and those that are made for a program, as one source: a driver's compiler takes most of its time for
 * each source, not for what is in it, and nearly every network needs some of each.
 */
final class BuiltinProgram {
    private BuiltinProgram() {}

    /** One of them, as it is cut for a device. */
    static KernelCode code(Style style, String kernel) {
        String options = "-DGROUPS=" + style.shares() + " -DCOLUMNS=" + ReductionKernels.COLUMNS + " -DUNITS="
                + ReductionKernels.units(style) + " -DITEMS=" + SoftmaxKernels.items(style) + " -DROWS="
                + SoftmaxKernels.rowsOfGroup(style)
                + " -DWIDTH="
                + style.width();
        return new KernelCode.Written(source(options), kernel);
    }

    private static KernelSource source(String options) {
        return KernelResources.of(
                options,
                "moves.cl",
                "reductions.cl",
                "rows.cl",
                "windows.cl",
                "one.cl",
                "maxima.cl",
                "wide.cl",
                "maxima.cl");
    }
}
