package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Value;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;

/** The launch of a group of elementwise functions. */
final class Fusion {
    /** Elements below which a GPU has better use for items than for vectors. */
    private static final int LARGE = 1 << 16;

    private Fusion() {}

    /** Adds the launch of a value that is needed now, and says where it lies. */
    static Tensor emit(CompileContext context, Value root) {
        ElementwiseGroup group = ElementwiseGroup.of(context, root);
        Style style = context.kernels().style();
        int width = width(style, group.size());
        GroupCode text = new GroupCode(group, width, 0);
        Materialization stored = Materialization.of(group, context.users(), true, root);
        stored.written().forEach(member -> text.store(member, place(context, member, stored, text)));
        stored.done().forEach(context.users()::done);
        Launch.Builder launch = text.arguments(Launch.of("elementwise", KernelCode.Generated.of(text.part())));
        context.plan().add(launch.whole(group.size()).over(group.size() / width, style.group()));
        Tensor home = context.plan().home(group.root());
        if (home == null) {
            throw new IllegalStateException("no result for " + root);
        }
        return home;
    }

    private static int width(Style style, int size) {
        boolean worth = !style.tiled() || size >= LARGE;
        return worth && size % style.width() == 0 ? style.width() : 1;
    }

    /** Where a member is to be written: into the leaf that it is the next value of, if that is free. */
    static Tensor place(CompileContext context, Value member, Materialization stored, GroupCode text) {
        Tensor home = context.updates().inPlace(member, stored.done()).orElse(null);
        // An item may read its own element of what it writes, but none that another item writes.
        if (home == null || text.elsewhere().contains(home)) {
            return context.plan().make(member);
        }
        context.plan().put(member, home);
        context.updates().applied(member);
        return home;
    }
}
