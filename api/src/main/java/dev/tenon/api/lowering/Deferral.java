package dev.tenon.api.lowering;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Value;

/** Which values wait until something needs them, to be computed with it or not at all. */
public final class Deferral {

    private Deferral() {}

    /** Whether each element of a result is a function of the elements in its place, so that a chain of such ops is one loop. */
    public static boolean isElementwise(Op op) {
        return op instanceof Primitive.Unary
                || op instanceof Primitive.Binary
                || op instanceof Primitive.FusedMultiplyAdd
                || op instanceof Primitive.Select;
    }

    /** Whether a value waits: one that comes from outside, a constant, a view, or an elementwise function. */
    public static boolean isDeferred(Value value) {
        return switch (value.op()) {
            case Primitive.Leaf _, Primitive.Constant _ -> true;
            case Primitive primitive -> isElementwise(primitive) || Users.isView(value);
            case Composite _ -> false;
        };
    }
}
