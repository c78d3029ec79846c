package dev.tenon.api.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole computation, as a backend gets it: what is read from outside (leaves), what is reported
 * (outputs), and which leaves take a new value when all is computed (updates). Values come inputs before
 * results, and no two compute the same op of the same inputs.
 *
 * <p>One run reads every leaf as it was before the run; updates take effect together at its end.
 */
public final class Program {

    private final String name;
    private final List<Value> values;
    private final List<Value> leaves;
    private final Map<String, Value> outputs;
    private final Map<Value, Value> updates;

    private Program(String name, List<Value> values, Map<String, Value> outputs, Map<Value, Value> updates) {
        this.name = name;
        this.values = List.copyOf(values);
        this.leaves = values.stream()
                .filter(value -> value.op() instanceof Primitive.Leaf)
                .toList();
        this.outputs = Collections.unmodifiableMap(outputs);
        this.updates = Collections.unmodifiableMap(updates);
    }

    /**
     * A program.
     *
     * @param name for messages, such as {@code "whole.train"}
     * @param outputs what is reported, by name, in order
     * @param updates for leaves that change, their next value, in order
     * @throws IllegalArgumentException if an update's key is not a leaf, or it or an output is of another type than float32
     * @throws ShapeException if an update has another shape than its leaf
     */
    public static Program of(String name, Map<String, Value> outputs, Map<Value, Value> updates) {
        outputs.forEach((key, value) -> requireFloats(name, "output " + key, value));
        updates.forEach((leaf, next) -> {
            requireFloats(name, "an update", leaf);
            requireFloats(name, "an update", next);
            if (!(leaf.op() instanceof Primitive.Leaf)) {
                throw new IllegalArgumentException("program " + name + " updates " + leaf + ", no leaf");
            }
            if (!leaf.shape().equals(next.shape())) {
                throw new ShapeException("program " + name + " updates " + leaf + " with a value of " + next.shape());
            }
        });
        List<Value> roots = new ArrayList<>(outputs.values());
        roots.addAll(updates.values());
        roots.addAll(updates.keySet());
        Map<Value, Value> canonical = new HashMap<>();
        Map<Expression, Value> known = new HashMap<>();
        List<Value> values = new ArrayList<>();
        Traversal.postOrder(roots, Set.of(), value -> {
            Value kept = value;
            if (!(value.op() instanceof Primitive.Leaf)) {
                List<Value> inputs = value.inputs().stream().map(canonical::get).toList();
                Value candidate = inputs.equals(value.inputs()) ? value : Value.of(value.op(), inputs);
                kept = known.computeIfAbsent(new Expression(value.op(), inputs), key -> candidate);
                if (kept == candidate) {
                    values.add(kept);
                }
            } else {
                values.add(value);
            }
            canonical.put(value, kept);
        });
        Map<String, Value> keptOutputs = new LinkedHashMap<>();
        outputs.forEach((key, value) -> keptOutputs.put(key, canonical.get(value)));
        Map<Value, Value> keptUpdates = new LinkedHashMap<>();
        updates.forEach((leaf, next) -> keptUpdates.put(leaf, canonical.get(next)));
        return new Program(name, values, keptOutputs, keptUpdates);
    }

    private static void requireFloats(String program, String what, Value value) {
        if (value.type() != ElementType.FLOAT32) {
            throw new IllegalArgumentException(
                    "program " + program + ": " + what + " is " + value + ", not float32; apply Ops.toFloat to it");
        }
    }

    /** An op of inputs; values compare by identity, so equal expressions share their inputs. */
    private record Expression(Op op, List<Value> inputs) {}

    /** What messages and profiles call it; results do not depend on it. */
    public String name() {
        return name;
    }

    /** Every value, inputs before results. */
    public List<Value> values() {
        return values;
    }

    /** The values that come from outside, in order of first use. */
    public List<Value> leaves() {
        return leaves;
    }

    /** What is reported, by name. */
    public Map<String, Value> outputs() {
        return outputs;
    }

    /** For each leaf that changes, its next value. */
    public Map<Value, Value> updates() {
        return updates;
    }

    /** Multiply-adds of one run, padding included; what the field counts as half the FLOPs. */
    public long multiplyAdds() {
        return values.stream().mapToLong(Cost::multiplyAdds).sum();
    }
}
