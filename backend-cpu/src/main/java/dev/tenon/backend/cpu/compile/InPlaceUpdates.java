package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.backend.cpu.run.Tensor;
import dev.tenon.backend.cpu.run.TensorSlice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The next values of leaves. If an elementwise step computes one after everything else has read the leaf, it writes into
 * the leaf; the others are copied at the end.
 */
final class InPlaceUpdates {
    private final Program program;
    private final ExecutionPlan plan;
    private final Users users;
    private final Map<Value, Value> leafOf = new HashMap<>();
    private final Map<Value, TensorSlice> homes;
    private final Set<Value> applied = new HashSet<>();
    private final Set<Tensor> leaves = new HashSet<>();
    private final Set<Tensor> shared = new HashSet<>();
    private final Set<Tensor> changing = new LinkedHashSet<>();

    InPlaceUpdates(Program program, ExecutionPlan plan, Users users, Map<Value, TensorSlice> leaves) {
        this.program = program;
        this.plan = plan;
        this.users = users;
        this.homes = leaves;
        leaves.values().forEach(home -> {
            if (!this.leaves.add(home.tensor())) {
                shared.add(home.tensor());
            }
        });
        program.updates().forEach((leaf, next) -> {
            changing.add(home(leaf).tensor());
            if (!program.outputs().containsValue(next) && !leafOf.containsKey(next)) {
                leafOf.put(next, leaf);
            }
        });
    }

    private TensorSlice home(Value leaf) {
        TensorSlice home = homes.get(leaf);
        if (home == null) {
            throw new IllegalArgumentException("no buffer for " + leaf);
        }
        return home;
    }

    /** Whether something is a leaf, whole or in part, that the program does not change. */
    boolean onlyRead(TensorSlice operand) {
        return leaves.contains(operand.tensor()) && !changing.contains(operand.tensor());
    }

    /** The leaves that the program changes. */
    Set<Tensor> changing() {
        return Collections.unmodifiableSet(changing);
    }

    /**
     * The leaf that a value may be written into by the step that computes the given values, or null.
     *
     * @param members what that step computes and no later one will; they may read the leaf
     */
    @Nullable
    TensorSlice inPlace(Value next, Set<Value> members) {
        Value leaf = leafOf.get(next);
        if (leaf == null || applied.contains(leaf)) {
            return null;
        }
        TensorSlice home = home(leaf);
        if (shared.contains(home.tensor()) || users.isRoot(leaf) || users.neededOutside(leaf, members)) {
            return null;
        }
        return home;
    }

    /** Marks that a leaf has its next value. */
    void applied(Value next) {
        Value leaf = leafOf.get(next);
        if (leaf != null) {
            applied.add(leaf);
        }
    }

    /** Adds what is left to do at the program's end. */
    void apply(Operands operands) {
        // Last computed first: a parameter's step then takes the momentum that it waits for along.
        Set<Value> wanted = new HashSet<>(program.updates().values());
        program.values().reversed().stream().filter(wanted::contains).forEach(operands::of);
        List<Runnable> last = new ArrayList<>();
        program.updates().forEach((leaf, next) -> {
            if (applied.contains(leaf)) {
                return;
            }
            TensorSlice from = operands.of(next);
            int size = leaf.shape().size();
            if (changing.contains(from.tensor())) {
                // It is stored in a leaf that changes too: all are read before any is written.
                TensorSlice aside = plan.temporary(size);
                plan.copy(from, aside, size);
                last.add(() -> plan.copy(aside, home(leaf), size));
            } else {
                last.add(() -> plan.copy(from, home(leaf), size));
            }
        });
        last.forEach(Runnable::run);
    }
}
