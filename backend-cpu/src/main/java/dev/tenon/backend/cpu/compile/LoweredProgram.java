package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Deferral;
import dev.tenon.api.lowering.Epilogue;
import dev.tenon.api.lowering.FusionGroup;
import dev.tenon.api.lowering.InPlaceUpdates;
import dev.tenon.api.lowering.Users;
import dev.tenon.backend.cpu.run.Tensor;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.steps.StridedCopy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is computed in which order and where it is stored, decided before any step is built. Products, reductions and data
 * movement are computed in the order of the program. Elementwise ops are deferred until one of those, an output or an
 * update needs them; then all deferred ones that it depends on are fused. Views, such as reshapes, are stored where their
 * input is.
 */
final class LoweredProgram {
    /** What is computed next; everything that it reads has been. */
    sealed interface Task {
        /** One op, and what follows it at its write-out. */
        record Single(Value value, Epilogue epilogue) implements Task {}

        /**
         * Elementwise ops in one pass.
         *
         * @param written the members that are written to memory
         */
        record Fused(FusionGroup group, Set<Value> written) implements Task {}

        /** A copy of contiguous floats. */
        record Copy(TensorSlice from, TensorSlice to, int size) implements Task {}
    }

    private final Users users;
    private final InPlaceUpdates<TensorSlice, Tensor> updates;
    private final int large;
    private final List<Task> tasks = new ArrayList<>();
    private final Map<Value, TensorSlice> homes;
    private final Map<Integer, TensorSlice> constants = new HashMap<>();
    private final Map<Value, TensorSlice> outputs = new LinkedHashMap<>();

    /**
     * Decides.
     *
     * @param program with the composites expanded that have no step
     * @param leaves where each leaf is stored
     * @param large floats of a tensor that would not stay in the cache from step to step
     */
    LoweredProgram(Program program, Map<Value, TensorSlice> leaves, int large) {
        this.users = new Users(program);
        this.updates = new InPlaceUpdates<>(program, users, leaves, TensorSlice::tensor);
        this.large = large;
        this.homes = new HashMap<>(leaves);
        for (Value output : program.outputs().values()) {
            int size = output.shape().size();
            outputs.computeIfAbsent(output, o -> TensorSlice.alone(size));
        }
        program.values().forEach(this::add);
        outputs.forEach((output, home) -> {
            TensorSlice computed = demand(output);
            if (!computed.equals(home)) {
                tasks.add(new Task.Copy(computed, home, output.shape().size()));
            }
            users.done(output);
        });
        updates.apply(new LastTasks());
    }

    /** Adds the tasks of a value that is not deferred. */
    private void add(Value value) {
        if (Deferral.isDeferred(value) || homes.containsKey(value) || users.isDone(value)) {
            return;
        }
        List<Value> operands = value.op() instanceof Composite.MaxPoolGradient
                ? PooledReluMasks.operands(value, users)
                : value.inputs();
        operands.forEach(this::demand);
        boolean product = value.op() instanceof Primitive.MatMul || value.op() instanceof Composite.Conv2d;
        Epilogue epilogue = product ? Epilogue.of(value, users, homes::containsKey) : Epilogue.none(value);
        if (value.op() instanceof Primitive.Slice slice && !users.isRoot(value)) {
            StridedCopy copy = StridedCopy.of(slice, value);
            if (copy.contiguous()) {
                homes.put(value, home(value.input(0)).plus(copy.xStart()));
            }
        }
        if (!homes.containsKey(value)) {
            single(value, epilogue);
        }
        epilogue.fused().forEach(users::done);
    }

    private TensorSlice single(Value value, Epilogue epilogue) {
        tasks.add(new Task.Single(value, epilogue));
        return allocate(epilogue.last());
    }

    private TensorSlice allocate(Value value) {
        TensorSlice output = outputs.get(value);
        TensorSlice home = output == null ? temporary(value.shape().size()) : output;
        homes.put(value, home);
        return home;
    }

    /** The slice of a value; adds the tasks that compute it if there are none yet. */
    private TensorSlice demand(Value value) {
        TensorSlice home = homes.get(value);
        if (home != null) {
            return home;
        }
        TensorSlice made = switch (value.op()) {
            case Primitive.Constant c -> constant(c.value());
            case Primitive.Reshape r -> demand(value.input(0));
            case Primitive.Detach d -> demand(value.input(0));
            case Primitive.Expand e -> {
                TensorSlice source = demand(value.input(0));
                boolean same = value.shape().size() == value.input(0).shape().size();
                yield same ? source : single(value, Epilogue.none(value));
            }
            case Primitive p when Deferral.isElementwise(p) -> fuse(value);
            case Op op -> throw new IllegalStateException("needed before its inputs are computed: " + value);
        };
        homes.put(value, made);
        users.done(value);
        return made;
    }

    private TensorSlice fuse(Value root) {
        FusionGroup group = FusionGroup.of(root, homes::containsKey);
        group.reads().forEach(this::demand);
        Materialization stored = new Materialization(group, users, homes::containsKey, large);
        stored.addCompanions();
        group.reads().forEach(this::demand);
        Set<Value> written = stored.written();
        Set<Value> finished = stored.finished();
        for (Value member : written) {
            updates.inPlace(member, group, finished, this::home)
                    .ifPresentOrElse(leaf -> homes.put(member, leaf), () -> allocate(member));
        }
        finished.forEach(users::done);
        tasks.add(new Task.Fused(group, written));
        return home(root);
    }

    /** The tasks, in order. */
    List<Task> tasks() {
        return tasks;
    }

    /** The users of each value. */
    Users users() {
        return users;
    }

    /** The slice of a value that is stored. */
    TensorSlice home(Value value) {
        TensorSlice home = homes.get(value);
        if (home == null) {
            throw new IllegalStateException("not stored: " + value);
        }
        return home;
    }

    /** A slice that holds one constant. */
    TensorSlice constant(float value) {
        return constants.computeIfAbsent(Float.floatToRawIntBits(value), bits -> {
            TensorSlice one = TensorSlice.alone(1);
            one.floats()[0] = value;
            return one;
        });
    }

    /** A slice for intermediate data of steps. */
    static TensorSlice temporary(int size) {
        return TensorSlice.of(new Tensor(size));
    }

    /** Where an output is stored. */
    TensorSlice output(Value value) {
        return Objects.requireNonNull(outputs.get(value));
    }

    /** Whether something is a leaf, whole or in part, that the program does not change. */
    boolean onlyRead(TensorSlice slice) {
        return updates.onlyRead(slice);
    }

    /** The leaves that the program changes. */
    Set<Tensor> changing() {
        return updates.changing();
    }

    /** The tasks of updates that are not in place. */
    private final class LastTasks implements InPlaceUpdates.Steps<TensorSlice> {
        @Override
        public TensorSlice demand(Value value) {
            return LoweredProgram.this.demand(value);
        }

        @Override
        public TensorSlice temporary(int size) {
            return LoweredProgram.temporary(size);
        }

        @Override
        public void copy(TensorSlice from, TensorSlice to, int size) {
            tasks.add(new Task.Copy(from, to, size));
        }
    }
}
