package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs drawn at random, with all their gradients and an update of every leaf: they meet combinations that nobody
 * thinks of, several uses of a value above all. What they compute stays finite.
 */
public final class RandomPrograms {
    private static final int OPS = 14;
    private static final int LARGEST = 6_000;

    private final CaseBuilder b;
    private final RandomStream random;
    private final List<Value> values = new ArrayList<>();

    private RandomPrograms(CaseBuilder b) {
        this.b = b;
        this.random = b.random();
    }

    /** As many as asked for; the same ones each time. */
    public static List<Case> all(int count) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cases.add(new RandomPrograms(new CaseBuilder("random program " + i)).draw());
        }
        return cases;
    }

    private Case draw() {
        int channels = random.nextInt(1, 9);
        values.add(b.leaf(Fill.NOISE, random.nextInt(1, 6), random.nextInt(3, 9), random.nextInt(3, 9), channels));
        values.add(b.leaf(Fill.NOISE, channels));
        values.add(b.leaf(Fill.NOISE, values.getFirst().shape().dims()));
        for (int i = 0; i < OPS; i++) {
            Value next = next();
            if (next.shape().size() <= LARGEST) {
                values.add(next);
            }
        }
        Value root = Ops.constant(0);
        for (Value value : values.subList(Math.max(3, values.size() - 4), values.size())) {
            b.output(value);
            root = Ops.add(root, Ops.mean(value));
        }
        List<Value> leaves = b.leaves();
        List<Value> gradients = Gradients.of(root, leaves);
        b.output("root", root);
        for (int i = 0; i < leaves.size(); i++) {
            Value leaf = leaves.get(i);
            b.output("gradient " + i, gradients.get(i));
            b.update(leaf, Ops.subtract(leaf, Ops.multiply(Ops.constant(0.125), gradients.get(i))));
        }
        return b.steps(2).build();
    }

    /** Later values are drawn more often, so that programs grow deep. */
    private Value any() {
        int last = values.size() - 1;
        return values.get(last - random.nextInt(1 + random.nextInt(last + 1)));
    }

    private Value next() {
        Value x = any();
        return switch (random.nextInt(16)) {
            case 0 -> Ops.tanh(x);
            case 1 -> Ops.relu(x);
            case 2 -> Ops.exp(Ops.min(x, Ops.constant(1)));
            case 3 -> Ops.log(Ops.add(Ops.constant(1), Ops.abs(x)));
            case 4 -> Ops.divide(x, Ops.add(Ops.constant(1), Ops.multiply(x, x)));
            case 5 ->
                Ops.select(Ops.less(x, Ops.constant(0.25)), Ops.negate(x), Ops.sqrt(Ops.max(x, Ops.constant(0.25))));
            case 6, 7 -> together(x);
            case 8 -> along(x);
            case 9, 10 -> x.shape().rank() == 4 ? convolved(x) : Ops.sigmoid(x);
            case 11 -> x.shape().rank() == 4 ? pooled(x) : Ops.softmax(vectors(x));
            case 12 -> dense(x);
            case 13 -> moved(x);
            case 14 -> {
                Value rows = x.shape().rank() == 0 ? Ops.reshape(x, Shape.of(1)) : x;
                yield Ops.concat(0, List.of(rows, Ops.tanh(rows)));
            }
            default -> Ops.softplus(x);
        };
    }

    /** Two values whose shapes fit, or one with itself. */
    private Value together(Value x) {
        Value y = any();
        Value fits = fit(y.shape(), x.shape()) ? y : x;
        return switch (random.nextInt(4)) {
            case 0 -> Ops.add(x, fits);
            case 1 -> Ops.subtract(fits, x);
            case 2 -> Ops.max(x, Ops.tanh(fits));
            default -> Ops.fma(Ops.tanh(x), Ops.tanh(fits), x);
        };
    }

    private static boolean fit(Shape small, Shape large) {
        int missing = large.rank() - small.rank();
        for (int axis = 0; missing >= 0 && axis < small.rank(); axis++) {
            if (small.dim(axis) != 1 && small.dim(axis) != large.dim(axis + missing)) {
                return false;
            }
        }
        return missing >= 0;
    }

    private Value along(Value x) {
        if (x.shape().rank() == 0) {
            return Ops.negate(x);
        }
        int axis = random.nextInt(x.shape().rank());
        Value reduced = random.nextInt(3) == 0 ? Ops.maxOver(x, axis) : Ops.mean(x, axis);
        Shape kept = x.shape().with(axis, 1);
        return random.nextBoolean() ? reduced : Ops.subtract(x, Ops.reshape(reduced, kept));
    }

    private Value convolved(Value x) {
        Shape s = x.shape();
        Window window = Window.of(random.nextInt(1, Math.min(3, s.dim(1))), random.nextInt(1, Math.min(3, s.dim(2))));
        if (random.nextBoolean()) {
            window = window.padSame(s.dim(1), s.dim(2));
        } else if (random.nextBoolean()) {
            window = window.stride(2, 2);
        }
        int filters = random.nextInt(1, 18);
        Value kernel = b.leaf(Fill.NOISE, window.height(), window.width(), s.dim(3), filters);
        double scale = 1 / Math.sqrt(window.height() * window.width() * s.dim(3));
        return Ops.conv2d(x, Ops.multiply(kernel, Ops.constant(scale)), window, 1);
    }

    private Value pooled(Value x) {
        Shape s = x.shape();
        Window window = Window.of(Math.min(2, s.dim(1)), Math.min(2, s.dim(2))).stride(2, random.nextInt(1, 2));
        return random.nextBoolean() ? Ops.maxPool(x, window) : Ops.averagePool(x, window);
    }

    private Value dense(Value x) {
        Value rows = vectors(x);
        int in = rows.shape().dim(1);
        if (in > 600) {
            return Ops.tanh(x);
        }
        Value weights = b.leaf(Fill.NOISE, in, random.nextInt(1, 20));
        return Ops.matmul(rows, Ops.multiply(weights, Ops.constant(1 / Math.sqrt(in))));
    }

    private static Value vectors(Value x) {
        return switch (x.shape().rank()) {
            case 0 -> Ops.reshape(x, Shape.of(1, 1));
            case 1 -> Ops.reshape(x, Shape.of(1, x.shape().size()));
            default -> Ops.flatten(x);
        };
    }

    private Value moved(Value x) {
        int rank = x.shape().rank();
        if (rank == 0) {
            return Ops.expand(x, Shape.of(2, 3));
        }
        int axis = random.nextInt(rank);
        int extent = x.shape().dim(axis);
        return switch (random.nextInt(4)) {
            case 0 -> Ops.flip(x, axis);
            case 1 -> extent > 1 ? Ops.slice(x, axis, 1, extent) : Ops.relu(x);
            case 2 -> Ops.permute(x, random.permutation(rank));
            default ->
                rank == 4
                        ? Ops.upsample(x, 1, 2)
                        : Ops.reshape(x, Shape.of(x.shape().size()));
        };
    }
}
