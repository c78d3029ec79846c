package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Primitive.Reduce;
import dev.tenon.api.graph.Value;
import dev.tenon.backend.opencl.kernels.Reductions;
import dev.tenon.backend.opencl.memory.Tensor;

/**
 * The launch of a sum over outer axes whose terms are computed as they are added: a pass over memory for the statistics of a
 * batch normalisation, say, instead of one that writes squares and one that reads them.
 */
final class SumFusion {
    private SumFusion() {}

    /** Whether a reduction begins with a sum over axes of which none is the innermost. */
    static boolean fuses(Reduce op, Value value) {
        int last = value.input(0).shape().rank() - 1;
        return op.kind() == Reduce.Kind.SUM && !op.axes().contains(last);
    }

    /** Adds the launch of {@code [outer, terms, inner] -> [outer, inner]}. */
    static void emit(CompileContext context, Value reduce, int outer, int terms, int inner, Tensor to) {
        ElementwiseGroup group = ElementwiseGroup.of(context, reduce.input(0));
        Reductions reductions = context.kernels().reductions();
        int width = reductions.width(inner);
        GroupCode text = new GroupCode(group, width, inner);
        Materialization stored = Materialization.of(group, context.users(), false, reduce);
        stored.written().forEach(member -> text.store(member, Fusion.place(context, member, stored, text)));
        stored.done().forEach(context.users()::done);
        context.plan().add(reductions.sum(text.part(), text.root(), text::arguments, to, outer, terms, inner));
    }
}
