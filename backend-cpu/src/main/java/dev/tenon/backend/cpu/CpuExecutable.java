package dev.tenon.backend.cpu;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.backend.Timing;
import dev.tenon.backend.cpu.run.DepthFirstBlock;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.Tensor;
import dev.tenon.backend.cpu.run.ThreadTeam;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** A compiled program. */
final class CpuExecutable implements Executable {
    private static final List<String> UPDATING = List.of("elementwise", "copy");

    private final String name;
    private final ProgramStep[] steps;
    private final Map<String, CpuBuffer> outputs;
    private final ThreadTeam team;
    private final boolean updates;
    private final List<Tensor> changing;

    /** A program; {@code updated} are the leaves that it ends with new values for. */
    CpuExecutable(
            String name,
            List<ProgramStep> steps,
            Map<String, CpuBuffer> outputs,
            Collection<Tensor> updated,
            ThreadTeam team) {
        this.name = name;
        this.steps = steps.toArray(ProgramStep[]::new);
        this.outputs = outputs;
        this.team = team;
        this.updates = !updated.isEmpty();
        // An output may be the leaf of another program.
        this.changing = new ArrayList<>(updated);
        outputs.values().forEach(output -> changing.add(output.home().tensor()));
    }

    @Override
    public void run() {
        for (ProgramStep step : steps) {
            if (step.due()) {
                team.run(step);
            }
        }
        changed();
    }

    /** Invalidates what other programs packed of the changed leaves. */
    private void changed() {
        for (int i = 0; i < changing.size(); i++) {
            changing.get(i).changed();
        }
    }

    @Override
    public List<Timing> profile() {
        List<Timing> timings = new ArrayList<>(steps.length);
        int body = updates ? body() : steps.length;
        long before = System.nanoTime();
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] instanceof DepthFirstBlock block) {
                profile(block, timings);
                before = System.nanoTime();
                continue;
            }
            if (steps[i].due()) {
                team.run(steps[i]);
            }
            long after = System.nanoTime();
            timings.add(new Timing(i < body ? steps[i].name() : "update", after - before));
            before = after;
        }
        changed();
        return timings;
    }

    /** The time of a block, divided among its parts as they take the threads' time. */
    private void profile(DepthFirstBlock block, List<Timing> timings) {
        List<SlicedStep> parts = block.parts();
        AtomicLongArray nanos = new AtomicLongArray(parts.size());
        block.watch(nanos);
        long begun = System.nanoTime();
        team.run(block);
        double whole = System.nanoTime() - begun;
        block.watch(null);
        long sum = 1;
        for (int i = 0; i < parts.size(); i++) {
            sum += nanos.get(i);
        }
        for (int i = 0; i < parts.size(); i++) {
            timings.add(new Timing(parts.get(i).name(), Math.round(whole * nanos.get(i) / sum)));
        }
    }

    /** How many steps come before those at the end that only write updates, which are elementwise functions and copies. */
    private int body() {
        int length = steps.length;
        while (length > 0 && UPDATING.contains(steps[length - 1].name())) {
            length--;
        }
        return length;
    }

    /** What it runs, for tests. */
    List<ProgramStep> steps() {
        return List.of(steps);
    }

    @Override
    public Buffer output(String output) {
        CpuBuffer buffer = outputs.get(output);
        if (buffer == null) {
            throw new IllegalArgumentException(
                    "program " + name + " has no output '" + output + "', only " + outputs.keySet());
        }
        return buffer;
    }

    @Override
    public void close() {
        // Everything is in the heap.
    }
}
