package dev.tenon.api.graph;

import java.util.List;

/**
 * A node of a computation: an op applied to values, with the shape that follows. Values are
 * immutable, compared by identity, and checked when they are made, so a graph that exists is well
 * formed and has no cycles.
 */
public final class Value {

    private final Op op;
    private final List<Value> inputs;
    private final Shape shape;

    private Value(Op op, List<Value> inputs, Shape shape) {
        this.op = op;
        this.inputs = inputs;
        this.shape = shape;
    }

    /**
     * Applies an op. {@link Ops} has a function for each op that reads better.
     *
     * @throws ShapeException if the op cannot take inputs of these shapes
     */
    public static Value of(Op op, List<Value> inputs) {
        List<Value> copy = List.copyOf(inputs);
        for (int i = 0; i < copy.size(); i++) {
            if (copy.get(i).type() != ElementType.FLOAT32
                    && !takes(op, i, copy.get(i).type())) {
                throw new ShapeException(op + " does not take " + copy.get(i) + "; apply Ops.toFloat first");
            }
        }
        return new Value(op, copy, op.shape(copy.stream().map(Value::shape).toList()));
    }

    /** Whether an op takes a leaf of another type than float32 as one of its inputs. */
    private static boolean takes(Op op, int input, ElementType type) {
        return switch (op) {
            case Primitive.ToFloat _ -> true;
            case Primitive.OneHot _ -> type == ElementType.INT32;
            case Composite.GatherRows _ -> type == (input == 0 ? ElementType.UINT8 : ElementType.INT32);
            case Primitive _, Composite _ -> false;
        };
    }

    /** Applies an op; see {@link #of(Op, List)}. */
    public static Value of(Op op, Value... inputs) {
        return of(op, List.of(inputs));
    }

    /** What computes it. */
    public Op op() {
        return op;
    }

    /** What the op is applied to, in its order; cannot be changed. */
    public List<Value> inputs() {
        return inputs;
    }

    /** The input at a position. */
    public Value input(int index) {
        return inputs.get(index);
    }

    /** Its extents, which the op derives from those of its inputs. */
    public Shape shape() {
        return shape;
    }

    /** What its elements are: float32, but of a leaf that is of another type. */
    public ElementType type() {
        return op instanceof Primitive.Leaf leaf ? leaf.type() : ElementType.FLOAT32;
    }

    @Override
    public String toString() {
        return op + " -> " + shape;
    }
}
