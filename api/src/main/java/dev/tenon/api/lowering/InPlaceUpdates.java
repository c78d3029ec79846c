package dev.tenon.api.lowering;

import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The next values of leaves. If an elementwise step computes one after everything else has read the leaf, it writes into
 * the leaf; the others are copied at the end.
 *
 * @param <H> where a value is stored, as the backend has it
 * @param <T> the tensor that this is, or is a part of; equal only to itself
 */
public final class InPlaceUpdates<H, T> {

    /** What a backend does for the updates that are not in place. */
    public interface Steps<H> {
        /** Where a value is stored; adds the steps that compute it if there are none yet. */
        H demand(Value value);

        /** A temporary home. */
        H temporary(int size);

        /** Adds a copy of contiguous elements. */
        void copy(H from, H to, int size);
    }

    private final Program program;
    private final Users users;
    private final Map<Value, Value> leafOf = new HashMap<>();
    private final Map<Value, H> homes;
    private final Function<H, T> tensor;
    private final Set<Value> applied = new HashSet<>();
    private final Set<T> leaves = new HashSet<>();
    private final Set<T> shared = new HashSet<>();
    private final Set<T> changing = new LinkedHashSet<>();

    /**
     * None is applied yet.
     *
     * @param homes where each leaf is stored
     * @param tensor the tensor of a home
     */
    public InPlaceUpdates(Program program, Users users, Map<Value, H> homes, Function<H, T> tensor) {
        this.program = program;
        this.users = users;
        this.homes = homes;
        this.tensor = tensor;
        homes.values().forEach(home -> {
            if (!leaves.add(tensor.apply(home))) {
                shared.add(tensor.apply(home));
            }
        });
        program.updates().forEach((leaf, next) -> {
            changing.add(tensor.apply(home(leaf)));
            if (!program.outputs().containsValue(next)) {
                leafOf.putIfAbsent(next, leaf);
            }
        });
    }

    private H home(Value leaf) {
        H home = homes.get(leaf);
        if (home == null) {
            throw new IllegalArgumentException("no buffer for " + leaf);
        }
        return home;
    }

    /** Whether something is a leaf, whole or in part, that the program does not change. */
    public boolean onlyRead(H home) {
        T of = tensor.apply(home);
        return leaves.contains(of) && !changing.contains(of);
    }

    /** The leaves that the program changes. */
    public Set<T> changing() {
        return Collections.unmodifiableSet(changing);
    }

    /**
     * The leaf that a value is written into by the step that computes a group, if any.
     *
     * @param finished the members that no later step will compute again; they may read the leaf
     * @param home where a value that the group reads is stored
     */
    public Optional<H> inPlace(Value next, FusionGroup group, Set<Value> finished, Function<Value, H> home) {
        Value leaf = leafOf.get(next);
        if (leaf == null || applied.contains(leaf)) {
            return Optional.empty();
        }
        H target = home(leaf);
        T replaced = tensor.apply(target);
        if (shared.contains(replaced)
                || users.neededOutside(leaf, finished)
                || group.repeats(value -> tensor.apply(home.apply(value)).equals(replaced))) {
            return Optional.empty();
        }
        applied.add(leaf);
        return Optional.of(target);
    }

    /** Adds what is left to do at the program's end. */
    public void apply(Steps<H> steps) {
        // Last computed first: a parameter's step then takes the momentum that it waits for along.
        Set<Value> wanted = new HashSet<>(program.updates().values());
        program.values().reversed().stream().filter(wanted::contains).forEach(steps::demand);
        List<Runnable> last = new ArrayList<>();
        program.updates().forEach((leaf, next) -> {
            if (applied.contains(leaf)) {
                return;
            }
            H from = steps.demand(next);
            int size = leaf.shape().size();
            if (changing.contains(tensor.apply(from))) {
                // It is stored in a leaf that changes too: all are read before any is written.
                H aside = steps.temporary(size);
                steps.copy(from, aside, size);
                last.add(() -> steps.copy(aside, home(leaf), size));
            } else {
                last.add(() -> steps.copy(from, home(leaf), size));
            }
        });
        last.forEach(Runnable::run);
    }
}
