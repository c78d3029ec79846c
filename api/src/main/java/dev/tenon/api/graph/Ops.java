package dev.tenon.api.graph;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Reduce;
import dev.tenon.api.graph.Primitive.Unary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The functions in which layers, losses and optimizers are written.
 *
 * <p>Elementwise functions of several tensors (add to select) broadcast as NumPy does: axes are aligned at the innermost, and
 * an axis of extent 1, or a missing outer axis, is repeated. {@code [n, h, w, c]} with {@code [c]} is a number for each
 * channel, {@code [n, c]} with {@code [n, 1]} one for each row, a scalar goes with everything, and {@code [n, 1]} with
 * {@code [c]} gives {@code [n, c]}; {@code [n, c]} with {@code [n]} is refused unless n is c, so reshape to {@code [n, 1]}. A
 * gradient is summed over what was repeated.
 *
 * <p>Every function throws {@link ShapeException} if the shapes do not fit.
 */
public final class Ops {

    private Ops() {}

    /** A tensor given from outside. Each call makes a new one, whatever its name. */
    public static Value leaf(String name, Shape shape) {
        return Value.of(new Primitive.Leaf(name, shape));
    }

    /** A tensor given from outside whose elements are of another type; see {@link ElementType} for what takes it. */
    public static Value leaf(String name, Shape shape, ElementType type) {
        return Value.of(new Primitive.Leaf(name, shape, type));
    }

    /** A leaf of any type as float32; see {@link Primitive.ToFloat}. */
    public static Value toFloat(Value x) {
        return x.type() == ElementType.FLOAT32 ? x : Value.of(new Primitive.ToFloat(), x);
    }

    /** One number, of rank 0. */
    public static Value constant(double value) {
        return Value.of(new Primitive.Constant((float) value));
    }

    // Elementwise functions of one tensor.

    /** {@code -x}: the sign bit is inverted, that of zeros too. */
    public static Value negate(Value x) {
        return unary(Unary.Kind.NEGATE, x);
    }

    /** The sign bit cleared. */
    public static Value abs(Value x) {
        return unary(Unary.Kind.ABS, x);
    }

    /** The square root, correctly rounded; NaN below zero. */
    public static Value sqrt(Value x) {
        return unary(Unary.Kind.SQRT, x);
    }

    /** e to the power of {@code x}, the same bits on every backend. */
    public static Value exp(Value x) {
        return unary(Unary.Kind.EXP, x);
    }

    /** The natural logarithm. */
    public static Value log(Value x) {
        return unary(Unary.Kind.LOG, x);
    }

    /** The hyperbolic tangent, from -1 to 1. */
    public static Value tanh(Value x) {
        return unary(Unary.Kind.TANH, x);
    }

    /** {@code x < 0 ? 0 : x}. */
    public static Value relu(Value x) {
        return unary(Unary.Kind.RELU, x);
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public static Value sigmoid(Value x) {
        Value one = constant(1);
        return divide(one, add(one, exp(negate(x))));
    }

    /**
     * {@code log(1 + exp(x))}, and {@code x} itself above 16, where a float cannot tell the two apart.
     */
    public static Value softplus(Value x) {
        Value limit = constant(16);
        Value curved = log(add(constant(1), exp(min(limit, x)))); // in this order, NaN stays NaN
        return select(less(limit, x), x, curved);
    }

    private static Value unary(Unary.Kind kind, Value x) {
        return Value.of(new Unary(kind), x);
    }

    // Elementwise functions of several tensors.

    /** {@code a + b}; shapes are matched from the last axis, as in NumPy. */
    public static Value add(Value a, Value b) {
        return binary(Binary.Kind.ADD, a, b);
    }

    /** {@code a - b}; shapes are matched from the last axis. */
    public static Value subtract(Value a, Value b) {
        return binary(Binary.Kind.SUBTRACT, a, b);
    }

    /** {@code a * b}, element by element; shapes are matched from the last axis. */
    public static Value multiply(Value a, Value b) {
        return binary(Binary.Kind.MULTIPLY, a, b);
    }

    /** {@code a / b}, correctly rounded; shapes are matched from the last axis. */
    public static Value divide(Value a, Value b) {
        return binary(Binary.Kind.DIVIDE, a, b);
    }

    /** {@code a > b ? a : b}. */
    public static Value max(Value a, Value b) {
        return binary(Binary.Kind.MAX, a, b);
    }

    /** {@code a < b ? a : b}. */
    public static Value min(Value a, Value b) {
        return binary(Binary.Kind.MIN, a, b);
    }

    /** 1 where {@code a < b}, else 0. */
    public static Value less(Value a, Value b) {
        return binary(Binary.Kind.LESS, a, b);
    }

    /** 1 where {@code a <= b}, else 0. */
    public static Value lessOrEqual(Value a, Value b) {
        return binary(Binary.Kind.LESS_EQUAL, a, b);
    }

    /** 1 where {@code a == b}, else 0. */
    public static Value equal(Value a, Value b) {
        return binary(Binary.Kind.EQUAL, a, b);
    }

    /** {@code a * b + c}, rounded once. */
    public static Value fma(Value a, Value b, Value c) {
        return ternary(new Primitive.FusedMultiplyAdd(), a, b, c);
    }

    /** {@code condition != 0 ? a : b}. */
    public static Value select(Value condition, Value a, Value b) {
        return ternary(new Primitive.Select(), condition, a, b);
    }

    private static Value binary(Binary.Kind kind, Value a, Value b) {
        Shape shape = broadcast(List.of(a, b));
        return Value.of(new Binary(kind), expand(a, shape), expand(b, shape));
    }

    private static Value ternary(Op op, Value a, Value b, Value c) {
        Shape shape = broadcast(List.of(a, b, c));
        return Value.of(op, expand(a, shape), expand(b, shape), expand(c, shape));
    }

    private static Shape broadcast(List<Value> values) {
        int rank = values.stream().mapToInt(v -> v.shape().rank()).max().orElseThrow();
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        for (Value value : values) {
            Shape s = value.shape();
            for (int axis = 0; axis < s.rank(); axis++) {
                int at = axis + rank - s.rank();
                if (s.dim(axis) != 1 && dims[at] != 1 && s.dim(axis) != dims[at]) {
                    throw new ShapeException("shapes "
                            + values.stream().map(Value::shape).toList()
                            + " do not fit together: extents must be equal or 1, from the innermost outwards");
                }
                dims[at] = Math.max(dims[at], s.dim(axis));
            }
        }
        return Shape.of(dims);
    }

    // Reductions; the axes vanish from the result.

    /** The sum along axes; without axes, over all of them. */
    public static Value sum(Value x, int... axes) {
        return reduce(Reduce.Kind.SUM, x, axes);
    }

    /** The largest along axes; without axes, over all of them. */
    public static Value maxOver(Value x, int... axes) {
        return reduce(Reduce.Kind.MAX, x, axes);
    }

    /** The sum along axes divided by the number of terms; without axes, over all of them. */
    public static Value mean(Value x, int... axes) {
        Value sum = sum(x, axes);
        int terms = x.shape().size() / sum.shape().size();
        return divide(sum, constant(terms));
    }

    private static Value reduce(Reduce.Kind kind, Value x, int... axes) {
        int rank = x.shape().rank();
        IntStream wanted = axes.length == 0
                ? IntStream.range(0, rank)
                : IntStream.of(axes).map(axis -> axis < 0 ? axis + rank : axis);
        List<Integer> sorted = wanted.sorted().distinct().boxed().toList();
        return sorted.isEmpty() ? x : Value.of(new Reduce(kind, sorted), x);
    }

    // Products.

    /** {@code [m, k] x [k, n]}, or a stack of them. */
    public static Value matmul(Value a, Value b) {
        return matmul(a, b, false, false);
    }

    /** A matrix product of which either matrix may be given transposed. */
    public static Value matmul(Value a, Value b, boolean transposeA, boolean transposeB) {
        return Value.of(new Primitive.MatMul(transposeA, transposeB), a, b);
    }

    /** Convolution; see {@link Composite.Conv2d}. */
    public static Value conv2d(Value x, Value kernel, Window window, int groups) {
        return Value.of(new Composite.Conv2d(window, groups), x, kernel);
    }

    // Arrangement.

    /**
     * The same elements in the same row-major order under other extents.
     *
     * @throws ShapeException if the numbers of elements differ
     */
    public static Value reshape(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : Value.of(new Primitive.Reshape(shape), x);
    }

    /** Everything but the batch axis in one axis. */
    public static Value flatten(Value x) {
        int batch = x.shape().dim(0);
        return reshape(x, Shape.of(batch, x.shape().size() / batch));
    }

    /** Axes in another order: axis {@code i} of the result is axis {@code order[i]} of {@code x}. */
    public static Value permute(Value x, int... order) {
        return Value.of(new Primitive.Permute(IntStream.of(order).boxed().toList()), x);
    }

    /** Repeats to a shape. */
    public static Value expand(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : Value.of(new Primitive.Expand(shape), x);
    }

    /** A border and gaps; see {@link Primitive.Pad}. */
    public static Value pad(Value x, List<Integer> low, List<Integer> high, List<Integer> interior, float value) {
        return Value.of(new Primitive.Pad(low, high, interior, value), x);
    }

    /** A regular subset; see {@link Primitive.Slice}. */
    public static Value slice(Value x, List<Integer> start, List<Integer> limit, List<Integer> step) {
        return Value.of(new Primitive.Slice(start, limit, step), x);
    }

    /** The elements from {@code start} (inclusive) to {@code limit} (exclusive) along one axis. */
    public static Value slice(Value x, int axis, int start, int limit) {
        int rank = x.shape().rank();
        List<Integer> from = new ArrayList<>(Collections.nCopies(rank, 0));
        List<Integer> to = new ArrayList<>(x.shape().toList());
        from.set(axis, start);
        to.set(axis, limit);
        return slice(x, from, to, Collections.nCopies(rank, 1));
    }

    /** The order of elements reversed along axes. */
    public static Value flip(Value x, int... axes) {
        return Value.of(new Primitive.Flip(IntStream.of(axes).sorted().boxed().toList()), x);
    }

    /**
     * Values one after the other along an axis.
     *
     * @throws ShapeException if they differ along another axis
     */
    public static Value concat(int axis, List<Value> values) {
        return values.size() == 1 ? values.getFirst() : Value.of(new Primitive.Concat(axis), values);
    }

    /** The patches under a window; see {@link Primitive.Unfold}. */
    public static Value unfold(Value x, Window window) {
        return Value.of(new Primitive.Unfold(window), x);
    }

    /** Patches added where they were taken; see {@link Primitive.Fold}. */
    public static Value fold(Value patches, Window window, int height, int width) {
        return Value.of(new Primitive.Fold(window, height, width), patches);
    }

    /** Each pixel repeated {@code down} times down and {@code across} times across (nearest neighbour). */
    public static Value upsample(Value x, int down, int across) {
        Shape s = x.shape();
        Value split = reshape(x, Shape.of(s.dim(0), s.dim(1), 1, s.dim(2), 1, s.dim(3)));
        Value repeated = expand(split, Shape.of(s.dim(0), s.dim(1), down, s.dim(2), across, s.dim(3)));
        return reshape(repeated, Shape.of(s.dim(0), s.dim(1) * down, s.dim(2) * across, s.dim(3)));
    }

    // Pooling, classes, chance.

    /** The largest under each window, {@code [n, h, w, c]} to {@code [n, down, across, c]}; see {@link Composite.MaxPool}. */
    public static Value maxPool(Value x, Window window) {
        return Value.of(new Composite.MaxPool(window), x);
    }

    /** The mean under each window; see {@link Composite.AveragePool}. */
    public static Value averagePool(Value x, Window window) {
        return Value.of(new Composite.AveragePool(window), x);
    }

    /** Probabilities along the innermost axis. */
    public static Value softmax(Value x) {
        return Value.of(new Composite.Softmax(), x);
    }

    /** Loss of each row in nats; see {@link Composite.SoftmaxCrossEntropy}. */
    public static Value softmaxCrossEntropy(Value logits, Value labels) {
        return Value.of(new Composite.SoftmaxCrossEntropy(), logits, labels);
    }

    /** A new innermost axis of {@code classes} elements: 1 at the index, 0 elsewhere. */
    public static Value oneHot(Value indices, int classes) {
        return Value.of(new Primitive.OneHot(classes), indices);
    }

    /** Rows of a table by index; see {@link Composite.GatherRows}. */
    public static Value gatherRows(Value table, Value indices) {
        return Value.of(new Composite.GatherRows(), table, indices);
    }

    /** Uniform numbers in [0, 1); see {@link Primitive.Random}. */
    public static Value random(String stream, Shape shape, Value seed, Value step) {
        return Value.of(new Primitive.Random(stream, shape), seed, step);
    }

    /** The same tensor, through which no gradient flows. */
    public static Value detach(Value x) {
        return Value.of(new Primitive.Detach(), x);
    }
}
