package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Value;
import dev.tenon.backend.cpu.run.Memory;
import dev.tenon.backend.cpu.run.Operand;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.Step;
import dev.tenon.backend.cpu.run.Team;
import dev.tenon.backend.cpu.run.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of a program as they are collected, and where each computed value lies. */
final class Plan {
    private final List<PlannedStep> steps = new ArrayList<>();
    private final Map<Value, Operand> homes = new HashMap<>();
    private final Map<Integer, Operand> constants = new HashMap<>();
    private final Map<Value, Operand> reserved = new HashMap<>();

    /** Where a value lies, or null if it is not computed yet. */
    @Nullable
    Operand home(Value value) {
        return homes.get(value);
    }

    /** Says where a value lies. */
    void put(Value value, Operand home) {
        homes.put(value, home);
    }

    /** Says where a value shall be computed. */
    void reserve(Value value, Operand home) {
        reserved.put(value, home);
    }

    /** A place for a value, which a step is about to compute. */
    Operand allocate(Value value) {
        Operand home = reserved.get(value);
        if (home == null) {
            home = temporary(value.shape().size());
        }
        homes.put(value, home);
        return home;
    }

    /** A place for something that only steps know of. */
    Operand temporary(int size) {
        return Operand.of(new Tensor(size));
    }

    /** A place that holds one number for good. */
    Operand constant(float value) {
        return constants.computeIfAbsent(Float.floatToRawIntBits(value), bits -> {
            Operand one = Operand.alone(1);
            one.floats()[0] = value;
            return one;
        });
    }

    /** Adds a step. */
    void add(Step step, List<Operand> reads, List<Operand> writes) {
        steps.add(PlannedStep.of(step, reads, writes));
    }

    /**
     * Adds a step that may run slice by slice.
     *
     * @param writes what it writes
     * @param length how many floats each of those has
     */
    void add(SlicedStep step, Reads reads, List<Operand> writes, int length) {
        steps.add(PlannedStep.sliced(step, reads, writes, length));
    }

    /** Adds a step that may run slice by slice and gathers something from them. */
    void gather(SlicedStep step, Reads reads, List<Operand> writes) {
        steps.add(PlannedStep.gathering(step, reads, writes));
    }

    /** Puts the steps together, and gives every tensor its place and every thread its room. */
    List<Step> finish(Memory arena, Team team, int large) {
        List<PlannedStep> planned = Regions.form(steps, large);
        MemoryPlan memory = new MemoryPlan();
        List<Step> result = new ArrayList<>();
        for (PlannedStep each : planned) {
            int index = result.size();
            each.touched().forEach(operand -> memory.use(operand.tensor(), index));
            result.add(each.step());
            team.reserve(each.step());
        }
        memory.place(arena);
        return result;
    }
}
