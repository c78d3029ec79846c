package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who still needs each value: ops behind any number of views, outputs, updates. */
final class Consumers {
    private final Map<Value, List<Object>> of = new HashMap<>();
    private final Set<Object> served = new HashSet<>();

    /** An output, as a consumer. */
    record Output(String name) {}

    /** The update of a leaf, as a consumer. */
    record Update(Value leaf) {}

    Consumers(Program program) {
        program.outputs().forEach((name, value) -> add(value, new Output(name)));
        program.updates().forEach((leaf, next) -> add(next, new Update(leaf)));
        for (Value user : program.values().reversed()) {
            for (Value input : new LinkedHashSet<>(user.inputs())) {
                if (isView(user)) {
                    all(user).forEach(consumer -> add(input, consumer));
                } else {
                    add(input, user);
                }
            }
        }
    }

    private void add(Value value, Object consumer) {
        List<Object> list = of.computeIfAbsent(value, v -> new ArrayList<>(2));
        if (!list.contains(consumer)) {
            list.add(consumer);
        }
    }

    /** All that read a value: values, outputs and updates. */
    List<Object> all(Value value) {
        return of.getOrDefault(value, List.of());
    }

    /** The one op that reads a value, and nothing else does, in the same shape; or null. */
    @org.jspecify.annotations.Nullable
    Value only(Value value) {
        List<Object> all = all(value);
        return all.size() == 1
                        && all.getFirst() instanceof Value user
                        && user.shape().equals(value.shape())
                        && user.inputs().contains(value)
                ? user
                : null;
    }

    /** Says that a consumer has what it needs. */
    void served(Object consumer) {
        served.add(consumer);
    }

    /** Whether a value's own work has been dealt with. */
    boolean isServed(Value value) {
        return served.contains(value);
    }

    /** Whether something still waits for a value, the given values apart. */
    boolean awaited(Value value, Set<Value> apart) {
        return all(value).stream().anyMatch(consumer -> awaits(consumer, apart));
    }

    /** Whether a consumer does not have what it needs, and is none of the given values. */
    boolean awaits(Object consumer, Set<Value> apart) {
        return !served.contains(consumer) && !(consumer instanceof Value user && apart.contains(user));
    }

    /** Whether a value is another one in a new shape, or repeated, or behind a wall that gradients do not pass. */
    static boolean isView(Value value) {
        return value.op() instanceof Primitive.Reshape
                || value.op() instanceof Primitive.Detach
                || value.op() instanceof Primitive.Expand;
    }
}
