package dev.tenon.api.lowering;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The users of each value of a program, and which values a compiler has already dealt with. */
public final class Users {
    private final Map<Value, List<Value>> users = new HashMap<>();
    private final Set<Value> roots = new HashSet<>();
    private final Set<Value> done = new HashSet<>();

    /** The users of a program's values; none of them is done. */
    public Users(Program program) {
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

    /** The values computed directly from a value, each once. */
    public List<Value> of(Value value) {
        return users.getOrDefault(value, List.of());
    }

    /** The values computed from a value, directly or through views; a view that is an output or an update counts itself. */
    public List<Value> throughViews(Value value) {
        List<Value> all = new ArrayList<>();
        for (Value user : of(value)) {
            if (isView(user) && !isRoot(user)) {
                all.addAll(throughViews(user));
            } else {
                all.add(user);
            }
        }
        return all;
    }

    /** The one user of a value that nothing else needs, if it has the value's shape. */
    public Optional<Value> only(Value value) {
        List<Value> next = of(value);
        boolean one = next.size() == 1 && !isRoot(value);
        return one && next.getFirst().shape().equals(value.shape()) ? Optional.of(next.getFirst()) : Optional.empty();
    }

    /** Whether a value is an output or an update. */
    public boolean isRoot(Value value) {
        return roots.contains(value);
    }

    /** Marks a value as done: it is computed, or need not be. */
    public void done(Value value) {
        done.add(value);
    }

    /** Whether a value was marked with {@link #done}. */
    public boolean isDone(Value value) {
        return done.contains(value);
    }

    /** Whether something other than the given values still needs a value, perhaps through a view. */
    public boolean neededOutside(Value value, Set<Value> inside) {
        if (isRoot(value)) {
            return true;
        }
        for (Value user : of(value)) {
            if (inside.contains(user)) {
                continue;
            }
            // A view that is done may still have users that are not; a slice may be a view.
            boolean view = isView(user) || user.op() instanceof Primitive.Slice;
            if (view ? neededOutside(user, inside) : !done.contains(user)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value is another under a new shape or repeated, so that its users are users of the other. */
    public static boolean isView(Value value) {
        return value.op() instanceof Primitive.Reshape
                || value.op() instanceof Primitive.Detach
                || value.op() instanceof Primitive.Expand;
    }

    /**
     * The value behind views of the same size: its elements are the same in the same order.
     *
     * @param computed whether a value is in memory already; such a view is not looked behind
     */
    public static Value behindViews(Value value, Predicate<Value> computed) {
        Value v = value;
        while (!computed.test(v)
                && isView(v)
                && v.input(0).shape().size() == v.shape().size()) {
            v = v.input(0);
        }
        return v;
    }
}
