package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Composite.MaxPool;
import dev.tenon.api.graph.Composite.MaxPoolGradient;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Constant;
import dev.tenon.api.graph.Primitive.Expand;
import dev.tenon.api.graph.Primitive.Select;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Users;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves the derivative of a ReLU before a max-pooling, {@code 0 < x ? gradient of x : 0}, from the images to the pooled
 * results, which are several times smaller.
 *
 * <p>The bits are the same: a window gives its gradient to a tap that equals its result, so the two are above 0 together,
 * and every other element of the images has gradient +0 either way.
 */
final class PooledReluMasks {
    private final Users users;
    private final Map<Value, Value> replacements = new HashMap<>();

    private PooledReluMasks(Program program) {
        this.users = new Users(program);
    }

    /** The same program with its masks on the small side. */
    static Program move(Program program) {
        return new PooledReluMasks(program).rewritten(program);
    }

    private Program rewritten(Program program) {
        for (Value value : program.values()) {
            replacements.put(
                    value,
                    replacement(
                            value, value.inputs().stream().map(this::replaced).toList()));
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        program.outputs().forEach((name, value) -> outputs.put(name, replaced(value)));
        Map<Value, Value> updates = new LinkedHashMap<>();
        program.updates().forEach((leaf, next) -> updates.put(leaf, replaced(next)));
        return Program.of(program.name(), outputs, updates);
    }

    private Value replaced(Value value) {
        Value replacement = replacements.get(value);
        if (replacement == null) {
            throw new IllegalStateException("not replaced yet: " + value);
        }
        return replacement;
    }

    private Value replacement(Value value, List<Value> inputs) {
        if (!masksGradient(value)) {
            return inputs.equals(value.inputs()) ? value : Value.of(value.op(), inputs);
        }
        List<Value> gradient = inputs.get(1).inputs();
        Value pooled = gradient.get(1);
        Value zero = Ops.constant(0);
        Value masked = Ops.select(Ops.less(zero, pooled), gradient.get(2), zero);
        return Value.of(inputs.get(1).op(), gradient.get(0), pooled, masked);
    }

    /** Whether a value masks by x the gradient, for nothing else, of a max-pooling of x. */
    private boolean masksGradient(Value value) {
        if (!(value.op() instanceof Select) || !(value.input(1).op() instanceof MaxPoolGradient)) {
            return false;
        }
        Value gradient = value.input(1);
        return isGradientOf(gradient, gradient.input(1))
                && isMask(value, gradient.input(0))
                && users.of(gradient).size() == 1
                && !users.isRoot(gradient);
    }

    /** The gradients of a max-pooling. */
    static List<Value> gradients(Value pooled, Users users) {
        return users.of(pooled).stream()
                .filter(user -> isGradientOf(user, pooled))
                .toList();
    }

    /** Whether a value is the gradient of a max-pooling that the program computes too. */
    static boolean isGradientOf(Value value, Value pooled) {
        return value.op() instanceof MaxPoolGradient gradient
                && pooled.op() instanceof MaxPool pool
                && pool.window().equals(gradient.window())
                && value.input(0) == pooled.input(0)
                && value.input(1) == pooled;
    }

    /**
     * Whether the results of a max-pooling mask what all of its gradients take, so that windows without a result above
     * 0 have no position.
     */
    static boolean masked(Value pooled, Users users) {
        return gradients(pooled, users).stream()
                .allMatch(gradient -> masked(gradient.input(2), pooled, gradient, users));
    }

    /**
     * What the step of a max-pooling's gradient reads: of its own max-pooling it has the positions, and these tell the mask;
     * so it needs neither images nor masked gradients.
     */
    static List<Value> operands(Value gradient, Users users) {
        Value pooled = gradient.input(1);
        if (!isGradientOf(gradient, pooled)) {
            return gradient.inputs();
        }
        Value g = gradient.input(2);
        return List.of(masked(pooled, users) ? g.input(1) : g);
    }

    private static boolean masked(Value g, Value pooled, Value gradient, Users users) {
        return isMask(g, pooled) && users.of(g).equals(List.of(gradient)) && !users.isRoot(g);
    }

    /** Whether a value is {@code 0 < x ? g : 0}. */
    private static boolean isMask(Value value, Value x) {
        return value.op() instanceof Select
                && value.input(0).op() instanceof Binary b
                && b.kind() == Binary.Kind.LESS
                && zero(value.input(0).input(0))
                && value.input(0).input(1) == x
                && zero(value.input(2));
    }

    /** Whether all elements of a value are known to be +0. */
    private static boolean zero(Value value) {
        return switch (value.op()) {
            case Constant c -> Float.floatToRawIntBits(c.value()) == 0;
            case Expand e -> zero(value.input(0));
            default -> false;
        };
    }
}
