package dev.tenon.api.graph;

import dev.tenon.api.graph.Primitive.Binary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Derives the backward program of any computation: reverse-mode differentiation with one rule for each
 * op. A composite without its own rule is differentiated through what it expands to.
 *
 * <p>The order in which the gradients of a value's several uses are added is fixed (last use first), so
 * the result is the same graph, hence the same bits, each time.
 */
public final class Gradients {

    private final Set<Value> active;
    private final Map<Value, Value> gradients = new HashMap<>();

    private Gradients(Set<Value> active) {
        this.active = active;
    }

    /**
     * The derivatives of the sum of a tensor's elements with respect to others.
     *
     * @param root what is differentiated; a loss is usually a scalar
     * @param targets with respect to what; leaves or any values that the root is computed from
     * @return for each target a value of its shape; zeros where the root does not depend on it
     */
    public static List<Value> of(Value root, List<Value> targets) {
        return of(root, Ops.expand(Ops.constant(1), root.shape()), targets);
    }

    /**
     * The product of a vector and the Jacobian: the derivatives of {@code sum(seed * root)}.
     *
     * @param seed a value of the root's shape
     */
    public static List<Value> of(Value root, Value seed, List<Value> targets) {
        List<Value> order = topological(root, targets);
        Gradients pass = new Gradients(active(order, targets));
        pass.gradients.put(root, seed);
        Set<Value> stops = setOf(targets);
        for (Value value : order.reversed()) {
            Value g = pass.gradients.get(value);
            if (g != null && !stops.contains(value) && pass.active.contains(value)) {
                pass.backward(value, g);
            }
        }
        List<Value> result = new ArrayList<>();
        for (Value target : targets) {
            Value g = pass.gradients.get(target);
            result.add(g != null ? g : Ops.expand(Ops.constant(0), target.shape()));
        }
        return result;
    }

    private static Set<Value> setOf(List<Value> values) {
        Set<Value> set = new HashSet<>();
        set.addAll(values);
        return set;
    }

    /** What the root is computed from, inputs before results; nothing behind a target. */
    private static List<Value> topological(Value root, List<Value> targets) {
        List<Value> order = new ArrayList<>();
        Traversal.postOrder(List.of(root), setOf(targets), order::add);
        return order;
    }

    /** The values that depend on a target. */
    private static Set<Value> active(List<Value> order, List<Value> targets) {
        Set<Value> active = setOf(targets);
        for (Value value : order) {
            if (value.inputs().stream().anyMatch(active::contains)) {
                active.add(value);
            }
        }
        return active;
    }

    private void add(Value input, Supplier<Value> term) {
        if (active.contains(input)) {
            gradients.merge(input, term.get(), Ops::add);
        }
    }

    private void backward(Value y, Value g) {
        switch (y.op()) {
            case Primitive p -> primitive(p, y, g);
            case Composite c -> composite(c, y, g);
        }
    }

    private void primitive(Primitive op, Value y, Value g) {
        switch (op) {
            case Primitive.Leaf leaf -> {}
            case Primitive.ToFloat toFloat -> {} // Whole numbers from outside: nobody learns them.
            case Primitive.Constant constant -> {}
            case Primitive.Unary unary -> add(y.input(0), () -> unary(unary.kind(), y.input(0), y, g));
            case Binary binary -> binary(binary.kind(), y, g);
            case Primitive.FusedMultiplyAdd fma -> {
                add(y.input(0), () -> Ops.multiply(g, y.input(1)));
                add(y.input(1), () -> Ops.multiply(g, y.input(0)));
                add(y.input(2), () -> g);
            }
            case Primitive.Select select -> {
                Value zero = Ops.constant(0);
                add(y.input(1), () -> Ops.select(y.input(0), g, zero));
                add(y.input(2), () -> Ops.select(y.input(0), zero, g));
            }
            case Primitive.Reduce reduce -> add(y.input(0), () -> reduce(reduce, y, g));
            case Primitive.MatMul matmul -> matmul(matmul, y, g);
            case Primitive.Reshape reshape ->
                add(y.input(0), () -> Ops.reshape(g, y.input(0).shape()));
            case Primitive.Permute permute ->
                add(
                        y.input(0),
                        () -> Ops.permute(
                                g,
                                IntStream.range(0, permute.order().size())
                                        .map(permute.order()::indexOf)
                                        .toArray()));
            case Primitive.Expand expand ->
                add(y.input(0), () -> unexpand(g, y.input(0).shape()));
            case Primitive.Pad pad -> add(y.input(0), () -> unpad(pad, g));
            case Primitive.Slice slice ->
                add(y.input(0), () -> unslice(slice, y.input(0).shape(), g));
            case Primitive.Flip flip ->
                add(
                        y.input(0),
                        () -> Ops.flip(
                                g,
                                flip.axes().stream().mapToInt(Integer::intValue).toArray()));
            case Primitive.Concat concat -> {
                int at = 0;
                for (Value input : y.inputs()) {
                    int from = at;
                    at += input.shape().dim(concat.axis());
                    int to = at;
                    add(input, () -> Ops.slice(g, concat.axis(), from, to));
                }
            }
            case Primitive.Unfold unfold -> {
                Shape x = y.input(0).shape();
                add(y.input(0), () -> Ops.fold(g, unfold.window(), x.dim(1), x.dim(2)));
            }
            case Primitive.Fold fold -> add(y.input(0), () -> Ops.unfold(g, fold.window()));
            case Primitive.OneHot oneHot -> {}
            case Primitive.Random random -> {}
            case Primitive.Detach detach -> {}
        }
    }

    /** The sign of 0 is taken as 0, and the slope of relu at 0 as 0. */
    private static Value unary(Primitive.Unary.Kind kind, Value x, Value y, Value g) {
        Value zero = Ops.constant(0);
        Value one = Ops.constant(1);
        return switch (kind) {
            case NEGATE -> Ops.negate(g);
            case ABS -> Ops.select(Ops.less(zero, x), g, Ops.select(Ops.less(x, zero), Ops.negate(g), zero));
            case SQRT -> Ops.divide(g, Ops.add(y, y));
            case EXP -> Ops.multiply(g, y);
            case LOG -> Ops.divide(g, x);
            case TANH -> Ops.multiply(g, Ops.subtract(one, Ops.multiply(y, y)));
            case RELU -> Ops.select(Ops.less(zero, y), g, zero);
        };
    }

    private void binary(Binary.Kind kind, Value y, Value g) {
        Value a = y.input(0);
        Value b = y.input(1);
        Value zero = Ops.constant(0);
        switch (kind) {
            case ADD -> {
                add(a, () -> g);
                add(b, () -> g);
            }
            case SUBTRACT -> {
                add(a, () -> g);
                add(b, () -> Ops.negate(g));
            }
            case MULTIPLY -> {
                add(a, () -> Ops.multiply(g, b));
                add(b, () -> Ops.multiply(g, a));
            }
            case DIVIDE -> {
                add(a, () -> Ops.divide(g, b));
                add(b, () -> Ops.negate(Ops.multiply(g, Ops.divide(y, b))));
            }
            case MAX -> {
                add(a, () -> Ops.select(Ops.less(b, a), g, zero));
                add(b, () -> Ops.select(Ops.less(b, a), zero, g));
            }
            case MIN -> {
                add(a, () -> Ops.select(Ops.less(a, b), g, zero));
                add(b, () -> Ops.select(Ops.less(a, b), zero, g));
            }
            case LESS, LESS_EQUAL, EQUAL -> {}
        }
    }

    /** Equal largest elements share the gradient equally. */
    private static Value reduce(Primitive.Reduce reduce, Value y, Value g) {
        Value x = y.input(0);
        int[] axes = reduce.axes().stream().mapToInt(Integer::intValue).toArray();
        Shape kept = x.shape();
        for (int axis : axes) {
            kept = kept.with(axis, 1);
        }
        Value wide = Ops.expand(Ops.reshape(g, kept), x.shape());
        return switch (reduce.kind()) {
            case SUM -> wide;
            case MAX -> {
                Value hit = Ops.equal(x, Ops.reshape(y, kept));
                Value share = Ops.divide(hit, Ops.reshape(Ops.sum(hit, axes), kept));
                yield Ops.multiply(wide, share);
            }
        };
    }

    private void matmul(Primitive.MatMul op, Value y, Value g) {
        Value a = y.input(0);
        Value b = y.input(1);
        boolean ta = op.transposeA();
        boolean tb = op.transposeB();
        add(a, () -> ta ? Ops.matmul(b, g, tb, true) : Ops.matmul(g, b, false, !tb));
        add(b, () -> tb ? Ops.matmul(g, a, true, ta) : Ops.matmul(a, g, !ta, false));
    }

    private static Value unexpand(Value g, Shape shape) {
        int missing = g.shape().rank() - shape.rank();
        int[] axes = IntStream.range(0, g.shape().rank())
                .filter(axis -> axis < missing
                        || (shape.dim(axis - missing) == 1 && g.shape().dim(axis) != 1))
                .toArray();
        return Ops.reshape(axes.length == 0 ? g : Ops.sum(g, axes), shape);
    }

    private static Value unpad(Primitive.Pad pad, Value g) {
        int rank = g.shape().rank();
        List<Integer> zero = Collections.nCopies(rank, 0);
        Value cropped = Ops.pad(
                g,
                pad.low().stream().map(n -> -n).toList(),
                pad.high().stream().map(n -> -n).toList(),
                zero,
                0f);
        return Ops.slice(
                cropped,
                zero,
                cropped.shape().toList(),
                pad.interior().stream().map(n -> n + 1).toList());
    }

    private static Value unslice(Primitive.Slice slice, Shape x, Value g) {
        List<Integer> high = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            int reached = slice.start().get(axis)
                    + (g.shape().dim(axis) - 1) * slice.step().get(axis)
                    + 1;
            high.add(x.dim(axis) - reached);
        }
        return Ops.pad(
                g, slice.start(), high, slice.step().stream().map(n -> n - 1).toList(), 0f);
    }

    private void composite(Composite op, Value y, Value g) {
        switch (op) {
            case Composite.Conv2d conv -> {
                Value x = y.input(0);
                Value w = y.input(1);
                add(
                        x,
                        () -> Value.of(
                                new Composite.Conv2dInputGradient(
                                        conv.window(),
                                        conv.groups(),
                                        x.shape().dim(1),
                                        x.shape().dim(2)),
                                g,
                                w));
                add(w, () -> Value.of(new Composite.Conv2dWeightGradient(conv.window(), conv.groups()), x, g));
            }
            case Composite.MaxPool pool ->
                add(y.input(0), () -> Value.of(new Composite.MaxPoolGradient(pool.window()), y.input(0), y, g));
            case Composite.AveragePool pool -> {
                Shape x = y.input(0).shape();
                add(
                        y.input(0),
                        () -> Value.of(new Composite.AveragePoolGradient(pool.window(), x.dim(1), x.dim(2)), g));
            }
            case Composite.Softmax softmax ->
                add(y.input(0), () -> {
                    Shape s = y.shape();
                    Value dot = Ops.sum(Ops.multiply(g, y), s.rank() - 1);
                    return Ops.multiply(y, Ops.subtract(g, Ops.reshape(dot, s.with(-1, 1))));
                });
            case Composite.SoftmaxCrossEntropy loss ->
                add(y.input(0), () -> Value.of(new Composite.SoftmaxCrossEntropyGradient(), y.input(0), y.input(1), g));
            case Composite.GatherRows gather -> {
                Value table = y.input(0);
                int rows = table.shape().dim(0);
                add(table, () -> {
                    Value flat = Ops.reshape(
                            g, Shape.of(g.shape().dim(0), table.shape().size() / rows));
                    Value sum = Ops.matmul(Ops.oneHot(y.input(1), rows), flat, true, false);
                    return Ops.reshape(sum, table.shape());
                });
            }
            case Composite.Conv2dInputGradient c -> {
                // The transpose of the transpose, so that a transposed convolution trains as fast as a convolution.
                add(y.input(0), () -> Ops.conv2d(g, y.input(1), c.window(), c.groups()));
                add(
                        y.input(1),
                        () -> Value.of(new Composite.Conv2dWeightGradient(c.window(), c.groups()), g, y.input(0)));
            }
            case Composite.Conv2dWeightGradient c -> through(c, y, g);
            case Composite.MaxPoolGradient c -> through(c, y, g);
            case Composite.AveragePoolGradient c -> through(c, y, g);
            case Composite.SoftmaxCrossEntropyGradient c -> through(c, y, g);
        }
    }

    /** Differentiates a composite through its expansion. */
    private void through(Composite op, Value y, Value g) {
        List<Value> wanted = y.inputs().stream().filter(active::contains).toList();
        List<Value> terms = of(op.expand(y.inputs()), g, wanted);
        Set<Value> seen = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            // The same value given twice has its whole gradient in either term.
            if (seen.add(wanted.get(i))) {
                Value term = terms.get(i);
                add(wanted.get(i), () -> term);
            }
        }
    }
}
