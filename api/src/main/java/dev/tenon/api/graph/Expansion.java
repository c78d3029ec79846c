package dev.tenon.api.graph;

import java.util.Collections;
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

    /** Up to here every whole number is a float32. */
    private static final int EXACT = 1 << 24;

    private final Predicate<Composite> kept;
    private final int version;
    private final Map<Value, Value> rewritten = new HashMap<>();

    private Expansion(Predicate<Composite> kept, int version) {
        this.kept = kept;
        this.version = version;
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
        return new Expansion(kept, OpSet.VERSION).of(program);
    }

    /**
     * A program in the ops of an earlier {@link OpSet}.
     *
     * @param program with the names, outputs and updates of the other
     * @param leaves for each leaf of the other, the one in its place: the same, or one of float32 for one of another type
     */
    public record Within(Program program, Map<Value, Value> leaves) {
        /** Keeps a copy of the leaves. */
        public Within {
            leaves = Collections.unmodifiableMap(new LinkedHashMap<>(leaves));
        }
    }

    /**
     * The same program in the ops of an earlier {@link OpSet}, with the same bits.
     *
     * @param version of the ops that there are, at least {@link OpSet#FIRST}
     * @throws IllegalArgumentException if it cannot be done with these; it says what is missing
     */
    public static Within within(Program program, int version) {
        Expansion expansion = new Expansion(composite -> OpSet.since(composite) <= version, version);
        Program narrowed = expansion.of(program);
        Map<Value, Value> leaves = new HashMap<>();
        program.leaves().forEach(leaf -> leaves.put(leaf, expansion.of(leaf)));
        return new Within(narrowed, leaves);
    }

    private Program of(Program program) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        program.outputs().forEach((name, value) -> outputs.put(name, rewrite(value)));
        Map<Value, Value> updates = new LinkedHashMap<>();
        program.updates().forEach((leaf, next) -> updates.put(rewrite(leaf), rewrite(next)));
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
            case Composite.GatherRows _ -> {
                requireExactIndices(value);
                yield sameOrNew(value, inputs);
            }
            case Composite composite -> sameOrNew(value, inputs);
            case Primitive primitive when OpSet.since(primitive) > version -> earlier(primitive, inputs);
            case Primitive primitive -> sameOrNew(value, inputs);
        };
    }

    /** A primitive that is newer than the version, in older ones. */
    private Value earlier(Primitive primitive, List<Value> inputs) {
        return switch (primitive) {
            // Who writes to it turns whole numbers into floats.
            case Primitive.Leaf leaf -> Ops.leaf(leaf.name(), leaf.extent());
            case Primitive.ToFloat _ -> inputs.getFirst();
            case Primitive other ->
                throw new IllegalArgumentException(other + " is of op set " + OpSet.since(other)
                        + ", and cannot be computed by the ops of op set " + version);
        };
    }

    /** Indices are floats in op set 1. */
    private void requireExactIndices(Value gather) {
        int rows = gather.input(0).shape().dim(0);
        if (version == OpSet.FIRST && gather.input(1).type() == ElementType.INT32 && rows > EXACT) {
            throw new IllegalArgumentException("rows are taken from " + rows + " by index, and op set " + version
                    + " has exact indices up to " + EXACT + "; use fewer examples, or a backend of op set "
                    + OpSet.VERSION);
        }
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
