package dev.tenon.testkit.reference;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Window;
import java.util.List;

/**
 * The ops that only move elements, as maps: for each element of the result the index of the input's element it is, or
 * {@link #FILL}. Floats and doubles share them.
 */
final class Arrangement {
    /** In place of an index: the op's fill value. */
    static final int FILL = -1;

    private Arrangement() {}

    /**
     * The map of an op that moves elements. Of a fold it is the map of the unfold that it transposes.
     *
     * @throws IllegalArgumentException if the op computes something
     */
    static int[] of(Primitive primitive, List<Shape> inputs, Shape result) {
        return switch (primitive) {
            case Primitive.Permute op -> permute(op, inputs.getFirst(), result);
            case Primitive.Expand op -> expand(inputs.getFirst(), result);
            case Primitive.Pad op -> pad(op, inputs.getFirst(), result);
            case Primitive.Slice op -> slice(op, inputs.getFirst(), result);
            case Primitive.Flip op -> flip(op, result);
            case Primitive.Concat op -> concat(op, inputs, result);
            case Primitive.Unfold op -> unfold(op.window(), inputs.getFirst(), result);
            case Primitive.Fold op -> unfold(op.window(), result, inputs.getFirst());
            case Primitive other -> throw new IllegalArgumentException(other + " does more than move elements");
        };
    }

    private static int[] permute(Primitive.Permute op, Shape input, Shape result) {
        int[] strides = input.strides();
        return map(result, at -> {
            int source = 0;
            for (int axis = 0; axis < at.length; axis++) {
                source += at[axis] * strides[op.order().get(axis)];
            }
            return source;
        });
    }

    private static int[] expand(Shape input, Shape result) {
        int[] strides = input.strides();
        int missing = result.rank() - input.rank();
        return map(result, at -> {
            int source = 0;
            for (int axis = 0; axis < input.rank(); axis++) {
                source += input.dim(axis) == 1 ? 0 : at[axis + missing] * strides[axis];
            }
            return source;
        });
    }

    private static int[] pad(Primitive.Pad op, Shape input, Shape result) {
        int[] strides = input.strides();
        return map(result, at -> {
            int source = 0;
            for (int axis = 0; axis < at.length; axis++) {
                int step = op.interior().get(axis) + 1;
                int from = at[axis] - op.low().get(axis);
                if (from < 0 || from % step != 0 || from / step >= input.dim(axis)) {
                    return FILL;
                }
                source += from / step * strides[axis];
            }
            return source;
        });
    }

    private static int[] slice(Primitive.Slice op, Shape input, Shape result) {
        int[] strides = input.strides();
        return map(result, at -> {
            int source = 0;
            for (int axis = 0; axis < at.length; axis++) {
                source += (op.start().get(axis) + at[axis] * op.step().get(axis)) * strides[axis];
            }
            return source;
        });
    }

    private static int[] flip(Primitive.Flip op, Shape input) {
        int[] strides = input.strides();
        return map(input, at -> {
            int source = 0;
            for (int axis = 0; axis < at.length; axis++) {
                boolean turned = op.axes().contains(axis);
                source += (turned ? input.dim(axis) - 1 - at[axis] : at[axis]) * strides[axis];
            }
            return source;
        });
    }

    /** Indices into the inputs' elements, one input after the other. */
    private static int[] concat(Primitive.Concat op, List<Shape> inputs, Shape result) {
        return map(result, at -> {
            int place = at[op.axis()];
            int offset = 0;
            for (Shape input : inputs) {
                if (place < input.dim(op.axis())) {
                    int[] strides = input.strides();
                    int source = offset;
                    for (int axis = 0; axis < at.length; axis++) {
                        source += (axis == op.axis() ? place : at[axis]) * strides[axis];
                    }
                    return source;
                }
                place -= input.dim(op.axis());
                offset += input.size();
            }
            throw new IllegalStateException("a place beyond the last input");
        });
    }

    private static int[] unfold(Window window, Shape input, Shape result) {
        int channels = input.dim(3);
        int[] strides = input.strides();
        return map(result, at -> {
            int tap = at[3] / channels;
            int row = at[1] * window.strideHeight() + tap / window.width() * window.dilationHeight() - window.padTop();
            int column =
                    at[2] * window.strideWidth() + tap % window.width() * window.dilationWidth() - window.padLeft();
            if (row < 0 || row >= input.dim(1) || column < 0 || column >= input.dim(2)) {
                return FILL;
            }
            return at[0] * strides[0] + row * strides[1] + column * strides[2] + at[3] % channels;
        });
    }

    private interface Source {
        int of(int[] at);
    }

    /** Visits the result's elements in row-major order. */
    private static int[] map(Shape result, Source source) {
        int[] dims = result.dims();
        int[] at = new int[dims.length];
        int[] map = new int[result.size()];
        for (int i = 0; i < map.length; i++) {
            map[i] = source.of(at);
            for (int axis = dims.length - 1; axis >= 0 && ++at[axis] == dims[axis]; axis--) {
                at[axis] = 0;
            }
        }
        return map;
    }
}
