package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The next values of leaves. One that an elementwise kernel computes when nothing else waits for the leaf any more is written
 * straight into it; the others are copied at the end.
 */
final class Updates {
    private final Program program;
    private final Plan plan;
    private final Consumers consumers;
    private final Map<Value, Tensor> homes;
    private final Map<Value, Value> leafOf = new HashMap<>();
    private final Set<Value> applied = new HashSet<>();
    private final Set<Tensor> bound = new HashSet<>();
    private final Set<Tensor> boundTwice = new HashSet<>();
    private final Set<Tensor> changing = new HashSet<>();

    Updates(Program program, Plan plan, Consumers consumers, Map<Value, Tensor> homes) {
        this.program = program;
        this.plan = plan;
        this.consumers = consumers;
        this.homes = homes;
        homes.values().forEach(home -> {
            if (!bound.add(home)) {
                boundTwice.add(home);
            }
        });
        program.updates().forEach((leaf, next) -> {
            changing.add(home(leaf));
            if (!program.outputs().containsValue(next)) {
                leafOf.putIfAbsent(next, leaf);
            }
        });
    }

    private Tensor home(Value leaf) {
        Tensor home = homes.get(leaf);
        if (home == null) {
            throw new IllegalStateException("no tensor for " + leaf);
        }
        return home;
    }

    /**
     * The leaf that a value may be written into by the kernel that computes it, or null.
     *
     * @param inside what that kernel computes; it may read the leaf, each work item its own element
     * @param elsewhere tensors of which a work item reads other elements
     */
    @Nullable
    Tensor inPlace(Value next, Set<Value> inside, Set<Tensor> elsewhere) {
        Value leaf = leafOf.get(next);
        if (leaf == null || applied.contains(leaf)) {
            return null;
        }
        Tensor home = home(leaf);
        boolean free = !boundTwice.contains(home) && !elsewhere.contains(home) && !consumers.awaited(leaf, inside);
        return free ? home : null;
    }

    /** Says that a leaf has its next value. */
    void applied(Value next) {
        Value leaf = leafOf.get(next);
        if (leaf != null) {
            applied.add(leaf);
            consumers.served(new Consumers.Update(leaf));
        }
    }

    /** Adds what is left to do at the program's end. */
    void apply(Compiler compiler) {
        // Last computed first: a parameter's kernel then takes the momentum that it waits for along.
        Set<Value> wanted = new HashSet<>(program.updates().values());
        program.values().reversed().stream().filter(wanted::contains).forEach(compiler::demand);
        List<Runnable> last = new ArrayList<>();
        program.updates().forEach((leaf, next) -> {
            if (applied.contains(leaf)) {
                return;
            }
            Tensor from = compiler.demand(next);
            int size = leaf.shape().size();
            if (changing.contains(from)) {
                // It lies in a leaf that changes too: all are read before any is written.
                Tensor aside = Tensor.temporary(size);
                plan.add(compiler.kernels().moves().copy(from, aside, size));
                last.add(() -> plan.add(compiler.kernels().moves().copy(aside, home(leaf), size)));
            } else {
                last.add(() -> plan.add(compiler.kernels().moves().copy(from, home(leaf), size)));
            }
        });
        last.forEach(Runnable::run);
    }
}
