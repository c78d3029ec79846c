package dev.tenon.backend.cpu;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Executable;
import dev.tenon.backend.cpu.run.Step;
import dev.tenon.backend.cpu.run.Team;
import java.util.List;
import java.util.Map;

/** A compiled program. */
final class CpuExecutable implements Executable {
    private final String name;
    private final Step[] steps;
    private final Map<String, CpuBuffer> outputs;
    private final Team team;

    CpuExecutable(String name, List<Step> steps, Map<String, CpuBuffer> outputs, Team team) {
        this.name = name;
        this.steps = steps.toArray(Step[]::new);
        this.outputs = outputs;
        this.team = team;
    }

    @Override
    public void run() {
        for (Step step : steps) {
            team.run(step);
        }
    }

    /** What it runs, for profiles. */
    List<Step> steps() {
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
