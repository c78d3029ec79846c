package dev.tenon.backend.opencl.kernels;

import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.program.Source;
import dev.tenon.backend.opencl.program.Sources;

/**
 * All kernels but products and those that are made for a program, as one source: a driver's compiler takes most of its time for
 * each source, not for what is in it, and nearly every network needs some of each.
 */
final class BuiltinProgram {
    private BuiltinProgram() {}

    /** One of them, as it is cut for a device. */
    static KernelCode code(Style style, String kernel) {
        String options = "-DGROUPS=" + style.shares() + " -DCOLUMNS=" + Reductions.COLUMNS + " -DUNITS="
                + Reductions.units(style) + " -DITEMS=" + SoftmaxKernels.items(style) + " -DROWS="
                + SoftmaxKernels.rowsOfGroup(style)
                + " -DWIDTH="
                + style.width();
        return new KernelCode.Written(source(options), kernel);
    }

    private static Source source(String options) {
        return Sources.of(
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
