package dev.tenon.api.graph;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Rewrites programs in fewer kinds of ops: what a backend calls first that has no kernel for some, or for any, of
 * the composites.
 */
public final class Expansion {

    private final Predicate<Composite> kept;
    private final Map<Value, Value> rewritten = new HashMap<>();

    private Expansion(Predicate<Composite> kept) {
        this.kept = kept;
    }

    /** The same program in primitives alone. Leaves, and the names of outputs, stay the same. */
    public static Program toPrimitives(Program program) {
        return of(program, composite -> false);
    }

    /**
     * The same program, with the composites that are not kept expanded, and what they expand to in turn. Leaves, and
     * the names of outputs, stay the same.
     *
     * @param kept the composites that stay
     */
    public static Program of(Program program, Predicate<Composite> kept) {
        Expansion expansion = new Expansion(kept);
        Map<String, Value> outputs = new LinkedHashMap<>();
        program.outputs().forEach((name, value) -> outputs.put(name, expansion.rewrite(value)));
        Map<Value, Value> updates = new LinkedHashMap<>();
        program.updates().forEach((leaf, next) -> updates.put(leaf, expansion.rewrite(next)));
        return Program.of(program.name(), outputs, updates);
    }

    private Value rewrite(Value root) {
        Traversal.postOrder(List.of(root), rewritten.keySet(), value -> {
            if (!rewritten.containsKey(value)) {
                rewritten.put(value, rewriteOne(value));
            }
        });
        return of(root);
    }

    /** A value whose inputs are rewritten already. */
    private Value rewriteOne(Value value) {
        List<Value> inputs = value.inputs().stream().map(this::of).toList();
        return switch (value.op()) {
            case Composite composite
            when !kept.test(composite) -> {
                // The expansion is a graph of its own behind inputs that are final; only it needs another look.
                inputs.forEach(input -> rewritten.put(input, input));
                yield rewrite(composite.expand(inputs));
            }
            case Composite composite -> sameOrNew(value, inputs);
            case Primitive primitive -> sameOrNew(value, inputs);
        };
    }

    private static Value sameOrNew(Value value, List<Value> inputs) {
        return inputs.equals(value.inputs()) ? value : Value.of(value.op(), inputs);
    }

    private Value of(Value value) {
        Value found = rewritten.get(value);
        if (found == null) {
            throw new IllegalStateException("a value was met before its inputs");
        }
        return found;
    }
}
