package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The users of each value, and which values already have their steps. */
final class Users {
    private final Map<Value, List<Value>> users = new HashMap<>();
    private final Set<Value> roots = new HashSet<>();
    private final Set<Value> done = new HashSet<>();

    Users(Program program) {
        for (Value value : program.values()) {
            for (Value input : value.inputs()) {
                List<Value> list = users.computeIfAbsent(input, v -> new ArrayList<>(2));
                if (list.isEmpty() || list.getLast() != value) {
                    list.add(value);
                }
            }
        }
        roots.addAll(program.outputs().values());
        roots.addAll(program.updates().values());
    }

    /** The values computed directly from a value. */
    List<Value> of(Value value) {
        return users.getOrDefault(value, List.of());
    }

    /** Whether a value is an output or an update. */
    boolean isRoot(Value value) {
        return roots.contains(value);
    }

    /** Marks a value as done: it has its steps, or needs none. */
    void done(Value value) {
        done.add(value);
    }

    /** Whether a value was marked with {@link #done}. */
    boolean isDone(Value value) {
        return done.contains(value);
    }

    /** Whether something other than the given values still needs a value, perhaps through a view. */
    boolean neededOutside(Value value, Set<Value> inside) {
        if (isRoot(value)) {
            return true;
        }
        for (Value user : of(value)) {
            if (inside.contains(user)) {
                continue;
            }
            // A view that is done may still have users that are not.
            boolean view = isView(user) || user.op() instanceof Primitive.Slice;
            if (view ? neededOutside(user, inside) : !done.contains(user)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value is another under a new shape or repeated, so that its users are users of the other. */
    static boolean isView(Value value) {
        return value.op() instanceof Primitive.Reshape
                || value.op() instanceof Primitive.Detach
                || value.op() instanceof Primitive.Expand;
    }
}
