package dev.tenon.api.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * The ops that the numeric contract defines one by one. A backend that has these runs every program,
 * because every {@link Composite} expands to them.
 */
public sealed interface Primitive extends Op {

    /**
     * A tensor given from outside: an example, a label, a parameter, a state. Takes no input.
     *
     * @param type what its elements are; of another type than float32 few ops take it, see {@link ElementType}
     */
    record Leaf(String name, Shape extent, ElementType type) implements Primitive {
        /** A tensor of float32. */
        public Leaf(String name, Shape extent) {
            this(name, extent, ElementType.FLOAT32);
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("leaf", inputs, 0);
            return extent;
        }
    }

    /** A leaf of another type as float32, each element rounded once, to nearest even. Numbers of UINT8 are exact. */
    record ToFloat() implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("to-float", inputs, 1);
            return inputs.getFirst();
        }
    }

    /** One number, of rank 0. Takes no input. */
    record Constant(float value) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("constant", inputs, 0);
            return Shape.scalar();
        }

        /** Bits, so that constants of +0 and -0 differ and NaN equals itself. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Constant c && Float.floatToIntBits(value) == Float.floatToIntBits(c.value);
        }

        @Override
        public int hashCode() {
            return Float.floatToIntBits(value);
        }
    }

    /** An elementwise function of one tensor. */
    record Unary(Unary.Kind kind) implements Primitive {
        /** Which function. */
        public enum Kind {
            /** {@code -x}: the sign bit flipped. */
            NEGATE,
            /** {@code |x|}: the sign bit cleared. */
            ABS,
            /** The correctly rounded square root. */
            SQRT,
            /** The correctly rounded exponential. */
            EXP,
            /** The correctly rounded natural logarithm. */
            LOG,
            /** The correctly rounded hyperbolic tangent. */
            TANH,
            /** {@code x < 0 ? +0 : x}; NaN passes. */
            RELU
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity(kind.name(), inputs, 1);
            return inputs.getFirst();
        }
    }

    /** An elementwise function of two tensors of one shape. */
    record Binary(Binary.Kind kind) implements Primitive {
        /** Which function. */
        public enum Kind {
            /** {@code a + b}. */
            ADD,
            /** {@code a - b}. */
            SUBTRACT,
            /** {@code a * b}. */
            MULTIPLY,
            /** {@code a / b}, correctly rounded. */
            DIVIDE,
            /** {@code a > b ? a : b}. */
            MAX,
            /** {@code a < b ? a : b}. */
            MIN,
            /** {@code a < b ? 1 : 0}. */
            LESS,
            /** {@code a <= b ? 1 : 0}. */
            LESS_EQUAL,
            /** {@code a == b ? 1 : 0}; +0 equals -0, NaN equals nothing. */
            EQUAL
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity(kind.name(), inputs, 2);
            return Shapes.same(kind.name(), inputs);
        }
    }

    /** {@code fma(a, b, c) = a * b + c}, rounded once, elementwise over tensors of one shape. */
    record FusedMultiplyAdd() implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("fma", inputs, 3);
            return Shapes.same("fma", inputs);
        }
    }

    /** {@code condition != 0 ? a : b}, elementwise over tensors of one shape; NaN counts as not 0. */
    record Select() implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("select", inputs, 3);
            return Shapes.same("select", inputs);
        }
    }

    /**
     * A sum or maximum along axes, which the result lacks.
     *
     * @param axes ascending, at least one
     */
    record Reduce(Reduce.Kind kind, List<Integer> axes) implements Primitive {
        /** Which combination; the order is the contract's. */
        public enum Kind {
            /** The sum, in the contract's order. */
            SUM,
            /** The greatest, by {@code a > b ? a : b}. */
            MAX
        }

        /** Keeps a copy of the axes. */
        public Reduce {
            axes = List.copyOf(axes);
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("reduce", inputs, 1);
            Shape input = inputs.getFirst();
            Shapes.axes("reduce", axes, input.rank());
            if (axes.isEmpty()) {
                throw new ShapeException("reduce needs at least one axis");
            }
            List<Integer> kept = new ArrayList<>();
            for (int axis = 0; axis < input.rank(); axis++) {
                if (!axes.contains(axis)) {
                    kept.add(input.dim(axis));
                }
            }
            return Shape.of(kept.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /**
     * A matrix product: {@code [m, k] x [k, n] -> [m, n]}, or one for each index of a leading axis,
     * {@code [b, m, k] x [b, k, n] -> [b, m, n]}.
     *
     * @param transposeA whether the first is given as {@code [k, m]}
     * @param transposeB whether the second is given as {@code [n, k]}
     */
    record MatMul(boolean transposeA, boolean transposeB) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("matmul", inputs, 2);
            Shape a = inputs.get(0);
            Shape b = inputs.get(1);
            int rank = a.rank();
            if (rank != b.rank() || rank < 2 || rank > 3 || (rank == 3 && a.dim(0) != b.dim(0))) {
                throw new ShapeException("matmul takes two matrices, or two stacks of as many, not " + a + " and " + b);
            }
            int m = a.dim(transposeA ? -1 : -2);
            int k = a.dim(transposeA ? -2 : -1);
            int n = b.dim(transposeB ? -2 : -1);
            if (k != b.dim(transposeB ? -1 : -2)) {
                throw new ShapeException("matmul's inner extents differ: "
                        + a
                        + (transposeA ? " transposed" : "")
                        + " x "
                        + b
                        + (transposeB ? " transposed" : ""));
            }
            return rank == 2 ? Shape.of(m, n) : Shape.of(a.dim(0), m, n);
        }
    }

    /** The same elements in another shape. */
    record Reshape(Shape target) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("reshape", inputs, 1);
            if (inputs.getFirst().size() != target.size()) {
                throw new ShapeException("cannot reshape "
                        + inputs.getFirst()
                        + " ("
                        + inputs.getFirst().size()
                        + " elements) to "
                        + target
                        + " ("
                        + target.size()
                        + ")");
            }
            return target;
        }
    }

    /**
     * Axes in another order.
     *
     * @param order for each axis of the result, the axis of the input it was
     */
    record Permute(List<Integer> order) implements Primitive {
        /** Keeps a copy of the order. */
        public Permute {
            order = List.copyOf(order);
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("permute", inputs, 1);
            Shape input = inputs.getFirst();
            if (order.size() != input.rank()) {
                throw new ShapeException("permute " + order + " does not fit the rank of " + input);
            }
            Shapes.axes("permute", order.stream().sorted().toList(), input.rank());
            return Shape.of(order.stream().mapToInt(input::dim).toArray());
        }
    }

    /**
     * Repetition: axes are aligned at the innermost, and an axis of extent 1, or a missing outer axis,
     * takes the target's extent.
     */
    record Expand(Shape target) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("expand", inputs, 1);
            Shape input = inputs.getFirst();
            int missing = target.rank() - input.rank();
            boolean fits = missing >= 0;
            for (int axis = 0; fits && axis < input.rank(); axis++) {
                fits = input.dim(axis) == 1 || input.dim(axis) == target.dim(axis + missing);
            }
            if (!fits) {
                throw new ShapeException("cannot repeat " + input + " to fill " + target);
            }
            return target;
        }
    }

    /**
     * A border, and gaps between neighbours, filled with one value. Negative {@code low} and {@code high}
     * crop. Each list has an entry for each axis.
     */
    record Pad(List<Integer> low, List<Integer> high, List<Integer> interior, float value) implements Primitive {
        /** Keeps copies of the lists. */
        public Pad {
            low = List.copyOf(low);
            high = List.copyOf(high);
            interior = List.copyOf(interior);
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("pad", inputs, 1);
            Shape input = inputs.getFirst();
            int rank = input.rank();
            if (low.size() != rank || high.size() != rank || interior.size() != rank) {
                throw new ShapeException("pad's lists do not fit the rank of " + input);
            }
            int[] dims = input.dims();
            for (int axis = 0; axis < rank; axis++) {
                if (interior.get(axis) < 0) {
                    throw new ShapeException("pad's gaps are at least 0, not " + interior);
                }
                dims[axis] += (dims[axis] - 1) * interior.get(axis) + low.get(axis) + high.get(axis);
            }
            return Shape.of(dims);
        }
    }

    /**
     * The elements from {@code start} (inclusive) to {@code limit} (exclusive) in steps. Each list has an
     * entry for each axis.
     */
    record Slice(List<Integer> start, List<Integer> limit, List<Integer> step) implements Primitive {
        /** Keeps copies of the lists. */
        public Slice {
            start = List.copyOf(start);
            limit = List.copyOf(limit);
            step = List.copyOf(step);
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("slice", inputs, 1);
            Shape input = inputs.getFirst();
            int rank = input.rank();
            if (start.size() != rank || limit.size() != rank || step.size() != rank) {
                throw new ShapeException("slice's lists do not fit the rank of " + input);
            }
            int[] dims = new int[rank];
            for (int axis = 0; axis < rank; axis++) {
                int from = start.get(axis);
                int to = limit.get(axis);
                if (from < 0 || to > input.dim(axis) || from >= to || step.get(axis) < 1) {
                    throw new ShapeException(
                            "slice " + start + " to " + limit + " by " + step + " does not lie in " + input);
                }
                dims[axis] = (to - from + step.get(axis) - 1) / step.get(axis);
            }
            return Shape.of(dims);
        }
    }

    /** The order of elements reversed along axes, ascending. */
    record Flip(List<Integer> axes) implements Primitive {
        /** Keeps a copy of the axes. */
        public Flip {
            axes = List.copyOf(axes);
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("flip", inputs, 1);
            Shapes.axes("flip", axes, inputs.getFirst().rank());
            return inputs.getFirst();
        }
    }

    /** Tensors one after the other along an axis; the other extents are equal. Takes any number above 0. */
    record Concat(int axis) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            if (inputs.isEmpty()) {
                throw new ShapeException("concat needs at least one input");
            }
            Shape first = inputs.getFirst();
            Shapes.axes("concat", List.of(axis), first.rank());
            int extent = 0;
            for (Shape input : inputs) {
                if (input.rank() != first.rank() || !input.with(axis, 1).equals(first.with(axis, 1))) {
                    throw new ShapeException(
                            "concat along axis " + axis + " needs equal extents elsewhere, not " + inputs);
                }
                extent += input.dim(axis);
            }
            return first.with(axis, extent);
        }
    }

    /**
     * The patches under a window: {@code [n, h, w, c] -> [n, windows down, windows across, kh * kw * c]},
     * each patch in the order (tap row, tap column, channel); taps in the border are 0.
     */
    record Unfold(Window window) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("unfold", inputs, 1);
            Shape x = Shapes.images("unfold", inputs.getFirst());
            return Shape.of(
                    x.dim(0),
                    window.windowsDown(x.dim(1)),
                    window.windowsAcross(x.dim(2)),
                    window.height() * window.width() * x.dim(3));
        }
    }

    /**
     * The transpose of {@link Unfold}: each patch is added where it was taken. To each pixel its terms are
     * added from +0 in ascending order of taps.
     *
     * @param height rows of the image
     * @param width columns of the image
     */
    record Fold(Window window, int height, int width) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("fold", inputs, 1);
            Shape patches = Shapes.images("fold", inputs.getFirst());
            int taps = window.height() * window.width();
            if (patches.dim(1) != window.windowsDown(height)
                    || patches.dim(2) != window.windowsAcross(width)
                    || patches.dim(3) % taps != 0) {
                throw new ShapeException(
                        "fold: patches " + patches + " are not those of a " + height + "x" + width + " image");
            }
            return Shape.of(patches.dim(0), height, width, patches.dim(3) / taps);
        }
    }

    /**
     * Class indices as indicator vectors: {@code [...] -> [..., classes]}, 1 at the index and 0 elsewhere;
     * all 0 where the number is not an index.
     */
    record OneHot(int classes) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("one-hot", inputs, 1);
            return inputs.getFirst().append(classes);
        }
    }

    /**
     * Uniform numbers in {@code [0, 1)}, multiples of 2^-24, by Philox 4x32-10. Takes two scalars: the seed
     * and the step, whole numbers from 0 to 2^24.
     *
     * @param stream the name of the stream; other names give independent numbers
     */
    record Random(String stream, Shape extent) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("random", inputs, 2);
            if (inputs.get(0).rank() != 0 || inputs.get(1).rank() != 0) {
                throw new ShapeException("random takes a scalar seed and a scalar step, not " + inputs);
            }
            return extent;
        }
    }

    /** The same tensor, through which no gradient flows. */
    record Detach() implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shapes.arity("detach", inputs, 1);
            return inputs.getFirst();
        }
    }
}
