package dev.tenon.backend.opencl.kernels;

import dev.tenon.backend.opencl.launch.Code;
import dev.tenon.backend.opencl.program.Source;
import dev.tenon.backend.opencl.program.Sources;

/**
 * All kernels but products and those that are made for a program, as one source: a driver's compiler takes most of its time for
 * each source, not for what is in it, and nearly every network needs some of each.
 */
final class Common {
    private Common() {}

    /** One of them, as it is cut for a device. */
    static Code code(Style style, String kernel) {
        String options = "-DGROUPS=" + style.shares() + " -DCOLUMNS=" + Reductions.COLUMNS + " -DUNITS="
                + Reductions.units(style) + " -DITEMS=" + Rows.items(style) + " -DROWS=" + Rows.rowsOfGroup(style)
                + " -DWIDTH="
                + style.width();
        return new Code.Written(source(options), kernel);
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
