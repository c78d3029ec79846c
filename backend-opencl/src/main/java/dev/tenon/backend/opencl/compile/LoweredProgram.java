package dev.tenon.backend.opencl.compile;

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
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is computed in which order and where it is stored, decided before any launch is made. Products, reductions and data movement
 * are computed in the program's order; elementwise functions are deferred until one of those, an output or an update needs them, and
 * then become one kernel with all deferred ones that they depend on.
 */
final class LoweredProgram {
    /** What is computed next; everything that it reads has been. */
    sealed interface Task {
        /** One op, and what follows it as it is written. */
        record Single(Value value, Epilogue epilogue) implements Task {}

        /**
         * Elementwise functions in one kernel.
         *
         * @param written the members that are written to memory
         */
        record Fused(FusionGroup group, Set<Value> written) implements Task {}

        /** A reduction whose first sum computes its terms as it adds them. */
        record Sum(Primitive.Reduce op, Value value, Fused terms) implements Task {}

        /** A constant, or one that is broadcast. */
        record Fill(Value value, float number) implements Task {}

        /** A copy of contiguous elements. */
        record Copy(Tensor from, Tensor to, int size) implements Task {}
    }

    private final Users users;
    private final InPlaceUpdates<Tensor, Tensor> updates;
    private final List<Task> tasks = new ArrayList<>();
    private final Map<Value, Tensor> homes;
    private final Map<Value, Tensor> outputs;

    /**
     * Decides.
     *
     * @param program with the composites expanded that have no kernel
     * @param leaves where each leaf is stored
     * @param outputs where each value that is an output shall be stored
     */
    LoweredProgram(Program program, Map<Value, Tensor> leaves, Map<Value, Tensor> outputs) {
        this.users = new Users(program);
        this.updates = new InPlaceUpdates<>(program, users, leaves, tensor -> tensor);
        this.homes = new HashMap<>(leaves);
        this.outputs = outputs;
        program.values().forEach(this::add);
        program.outputs().values().forEach(output -> {
            Tensor home = outputs.get(output);
            Tensor computed = demand(output);
            if (home != null && computed != home) {
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
        if (value.op() instanceof Primitive.Reduce reduce && Materialization.computesTerms(reduce, value)) {
            FusionGroup terms = group(value.input(0));
            Materialization stored = Materialization.of(terms, users, this::home, false, value);
            tasks.add(new Task.Sum(reduce, value, write(terms, stored)));
            allocate(value);
            users.done(value);
            return;
        }
        value.inputs().forEach(this::demand);
        boolean product = value.op() instanceof Composite.Conv2d
                || (value.op() instanceof Primitive.MatMul && value.shape().rank() == 2);
        Epilogue epilogue = product ? Epilogue.of(value, users, homes::containsKey) : Epilogue.none(value);
        single(value, epilogue);
        epilogue.fused().forEach(users::done);
    }

    private Tensor single(Value value, Epilogue epilogue) {
        tasks.add(new Task.Single(value, epilogue));
        return allocate(epilogue.last());
    }

    private Tensor fill(Value value, float number) {
        tasks.add(new Task.Fill(value, number));
        return allocate(value);
    }

    private Tensor allocate(Value value) {
        Tensor output = outputs.get(value);
        Tensor home = output == null ? Tensor.temporary(value.shape().size()) : output;
        homes.put(value, home);
        return home;
    }

    /** Where a value is stored; adds the tasks that compute it if there are none yet. */
    private Tensor demand(Value value) {
        Tensor home = homes.get(value);
        if (home != null) {
            return home;
        }
        Tensor made = switch (value.op()) {
            case Primitive.Constant c -> fill(value, c.value());
            case Primitive.Reshape r -> demand(value.input(0));
            case Primitive.Detach d -> demand(value.input(0));
            case Primitive.Expand e when value.input(0).op() instanceof Primitive.Constant c -> fill(value, c.value());
            case Primitive.Expand e -> {
                Tensor source = demand(value.input(0));
                boolean same = value.shape().size() == value.input(0).shape().size();
                yield same ? source : single(value, Epilogue.none(value));
            }
            case Primitive p
            when Deferral.isElementwise(p) -> {
                FusionGroup group = group(value);
                tasks.add(write(group, Materialization.of(group, users, this::home, true, value)));
                yield home(value);
            }
            case Op op -> throw new IllegalStateException("needed before its inputs are computed: " + value);
        };
        homes.put(value, made);
        return made;
    }

    private FusionGroup group(Value root) {
        FusionGroup group = FusionGroup.of(root, homes::containsKey);
        group.reads().forEach(this::demand);
        return group;
    }

    /** Places what a group writes: in the leaf that it is the next value of, if that is free. */
    private Task.Fused write(FusionGroup group, Materialization stored) {
        for (Value member : stored.written()) {
            updates.inPlace(member, group, stored.done(), this::home)
                    .ifPresentOrElse(leaf -> homes.put(member, leaf), () -> allocate(member));
        }
        stored.done().forEach(users::done);
        return new Task.Fused(group, stored.written());
    }

    /** The tasks, in order. */
    List<Task> tasks() {
        return tasks;
    }

    /** Where a value is stored. */
    Tensor home(Value value) {
        Tensor home = homes.get(value);
        if (home == null) {
            throw new IllegalStateException("not stored: " + value);
        }
        return home;
    }

    /** The tasks of updates that are not in place. */
    private final class LastTasks implements InPlaceUpdates.Steps<Tensor> {
        @Override
        public Tensor demand(Value value) {
            return LoweredProgram.this.demand(value);
        }

        @Override
        public Tensor temporary(int size) {
            return Tensor.temporary(size);
        }

        @Override
        public void copy(Tensor from, Tensor to, int size) {
            tasks.add(new Task.Copy(from, to, size));
        }
    }
}
