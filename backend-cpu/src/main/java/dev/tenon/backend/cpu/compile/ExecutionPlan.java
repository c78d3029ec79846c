package dev.tenon.backend.cpu.compile;

import dev.tenon.api.lowering.Placement;
import dev.tenon.backend.cpu.run.Arena;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.Tensor;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.ThreadTeam;
import dev.tenon.backend.cpu.steps.CopyStep;
import dev.tenon.backend.cpu.steps.StridedCopy;
import java.util.ArrayList;
import java.util.List;

/** The steps of a program as they are collected, and where the tensors between them are stored. */
final class ExecutionPlan {
    private final List<PlannedStep> steps = new ArrayList<>();

    /** Adds a copy of contiguous floats. */
    void copy(TensorSlice from, TensorSlice to, int size) {
        StridedCopy all = new StridedCopy(new int[] {size}, 0, new int[] {1}, 0, new int[] {1});
        add(new CopyStep("copy", from, to, all), List.of(from), List.of(to));
    }

    /** Adds a step. */
    void add(ProgramStep step, List<TensorSlice> reads, List<TensorSlice> writes) {
        steps.add(PlannedStep.of(step, reads, writes));
    }

    /**
     * Adds a step that may run slice by slice.
     *
     * @param writes what it writes
     * @param length how many floats each of those has
     */
    void add(SlicedStep step, SliceReads reads, List<TensorSlice> writes, int length) {
        steps.add(PlannedStep.sliced(step, reads, writes, length));
    }

    /** Adds a step that may run slice by slice and gathers something from them. */
    void gather(SlicedStep step, SliceReads reads, List<TensorSlice> writes) {
        steps.add(PlannedStep.gathering(step, reads, writes));
    }

    /** Schedules the steps, and assigns every tensor its memory and every thread its scratch memory. */
    List<ProgramStep> finish(Arena arena, ThreadTeam team, int large) {
        List<PlannedStep> planned = DepthFirstScheduling.form(steps, large);
        Placement<Tensor> memory = Tensor.placement();
        List<ProgramStep> result = new ArrayList<>();
        for (PlannedStep each : planned) {
            int index = result.size();
            each.touched().stream()
                    .map(TensorSlice::tensor)
                    .filter(tensor -> !tensor.placed())
                    .forEach(tensor -> memory.use(tensor, tensor.size(), index));
            result.add(each.step());
            team.reserve(each.step());
        }
        arena.reserve(Tensor.place(memory, (tensor, at) -> tensor.place(arena, at)));
        return result;
    }
}
