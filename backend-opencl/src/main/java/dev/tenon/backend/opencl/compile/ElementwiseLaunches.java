package dev.tenon.backend.opencl.compile;

import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.launch.Launch;

/** The launches of fusion groups. */
final class ElementwiseLaunches {
    /** Elements below which a GPU has better use for items than for vectors. */
    private static final int LARGE = 1 << 16;

    private ElementwiseLaunches() {}

    /** The launch of a group. */
    static Launch of(LoweredProgram lowered, Style style, LoweredProgram.Task.Fused task) {
        int size = task.group().size();
        int width = width(style, size);
        GroupCode code = new GroupCode(lowered, task, width, 0);
        Launch.Builder launch = code.arguments(Launch.of("elementwise", KernelCode.Generated.of(code.part())));
        return launch.whole(size).over(size / width, style.group());
    }

    private static int width(Style style, int size) {
        boolean worth = !style.tiled() || size >= LARGE;
        return worth && size % style.width() == 0 ? style.width() : 1;
    }
}
