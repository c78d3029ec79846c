package dev.tenon.backend.cpu.compile;

import dev.tenon.api.lowering.Placement;
import dev.tenon.backend.cpu.run.DepthFirstBlock;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.Tensor;
import dev.tenon.backend.cpu.run.TensorSlice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Combines steps on one batch into {@link DepthFirstBlock}s where the tensors between them would not fit the cache. A
 * step may move forward to a block across steps that it does not depend on, and steps that are independent of the block
 * move before it: kernels are packed first, and a bias gradient is summed right after the gradient that it sums.
 */
final class DepthFirstScheduling {
    /**
     * A block's turns are what threads share: where there would be fewer, each step by itself can be divided into more
     * parts.
     */
    private static final int FEWEST_TURNS = 4;

    /** The same where a step says which slices belong together: it has as many units by itself. */
    private static final int ALIGNED_TURNS = 8;

    private final List<PlannedStep> steps;
    private final int large;
    private final boolean[] placed;

    /** How many steps touch each tensor. */
    private final Map<Tensor, Integer> touching = new HashMap<>();

    private final List<PlannedStep> result = new ArrayList<>();

    private DepthFirstScheduling(List<PlannedStep> steps, int large) {
        this.steps = steps;
        this.large = large;
        this.placed = new boolean[steps.size()];
        steps.forEach(step -> tensors(step).forEach(tensor -> touching.merge(tensor, 1, Integer::sum)));
    }

    /**
     * The same steps, combined in depth-first blocks where that pays.
     *
     * @param large floats of a tensor that would not stay in the cache from step to step
     */
    static List<PlannedStep> form(List<PlannedStep> steps, int large) {
        DepthFirstScheduling scheduling = new DepthFirstScheduling(steps, large);
        for (int i = 0; i < steps.size(); i++) {
            if (!scheduling.placed[i]) {
                scheduling.from(i);
            }
        }
        return scheduling.result;
    }

    private boolean joins(PlannedStep planned) {
        SlicedStep sliced = planned.sliced();
        if (sliced == null
                || sliced.slices() < FEWEST_TURNS * sliced.together()
                || sliced.slices() < ALIGNED_TURNS * sliced.aligned()) {
            return false;
        }
        return large(planned.slicedReads()) || large(planned.writes());
    }

    private boolean large(List<TensorSlice> operands) {
        for (TensorSlice operand : operands) {
            if (operand.tensor().size() >= large) {
                return true;
            }
        }
        return false;
    }

    private static Set<Tensor> tensors(PlannedStep step) {
        Set<Tensor> tensors = new HashSet<>();
        step.touched().forEach(operand -> tensors.add(operand.tensor()));
        return tensors;
    }

    private void from(int start) {
        PlannedStep first = steps.get(start);
        placed[start] = true;
        if (!joins(first)) {
            result.add(first);
            return;
        }
        List<PlannedStep> members = new ArrayList<>();
        Touched inside = new Touched();
        Touched skipped = new Touched();
        members.add(first);
        inside.add(first);
        for (int i = start + 1; i < steps.size(); i++) {
            PlannedStep step = steps.get(i);
            if (placed[i]) {
                continue;
            }
            if (!skipped.independent(step)) {
                skipped.add(step);
            } else if (joins(step) && slices(step) == slices(first) && inside.sliceBySlice(step)) {
                members.add(step);
                inside.add(step);
                placed[i] = true;
            } else if (inside.independent(step)) {
                result.add(step);
                placed[i] = true;
            } else {
                skipped.add(step);
            }
        }
        result.add(members.size() == 1 ? first : merged(members));
    }

    private static int slices(PlannedStep planned) {
        SlicedStep sliced = planned.sliced();
        return sliced == null ? 1 : sliced.slices();
    }

    private PlannedStep merged(List<PlannedStep> members) {
        List<SlicedStep> parts = new ArrayList<>();
        members.forEach(member -> parts.add(Objects.requireNonNull(member.sliced())));
        Set<Tensor> locals = locals(members);
        int slices = parts.getFirst().slices();
        int together = DepthFirstBlock.together(parts);
        List<DepthFirstBlock.Run> runs = DepthFirstBlock.runs(parts);
        Set<Tensor> inner = inner(locals, members, runs);
        Placement<Tensor> memory = Tensor.placement();
        Set<TensorSlice> reads = new LinkedHashSet<>();
        Set<TensorSlice> writes = new LinkedHashSet<>();
        for (DepthFirstBlock.Run run : runs) {
            for (int i = run.first(); i < run.end(); i++) {
                PlannedStep member = members.get(i);
                for (TensorSlice operand : member.touched()) {
                    Tensor tensor = operand.tensor();
                    if (inner.contains(tensor)) {
                        memory.use(tensor, (long) tensor.size() / slices * run.together(), i);
                    } else if (locals.contains(tensor)) {
                        // All slices of it are there from the first part of the run, for the first slices, to the last.
                        long size = (long) tensor.size() / slices * together;
                        memory.use(tensor, size, run.first());
                        memory.use(tensor, size, run.end() - 1);
                    } else {
                        (member.writes().contains(operand) ? writes : reads).add(operand);
                    }
                }
            }
        }
        int local = Tensor.place(
                memory, (tensor, at) -> tensor.placeLocally(tensor.size() / slices, at, inner.contains(tensor)));
        return PlannedStep.of(new DepthFirstBlock(parts, local), List.copyOf(reads), List.copyOf(writes));
    }

    /** Of the tensors that only a block knows, those that only one of its runs touches. */
    private static Set<Tensor> inner(Set<Tensor> locals, List<PlannedStep> members, List<DepthFirstBlock.Run> runs) {
        Set<Tensor> inner = new HashSet<>(locals);
        Set<Tensor> before = new HashSet<>();
        for (DepthFirstBlock.Run run : runs) {
            Set<Tensor> touched = new HashSet<>();
            members.subList(run.first(), run.end()).forEach(member -> touched.addAll(tensors(member)));
            touched.stream().filter(before::contains).forEach(inner::remove);
            before.addAll(touched);
        }
        return inner;
    }

    /** Tensors that nothing outside of a block touches, and the block slice by slice. */
    private Set<Tensor> locals(List<PlannedStep> members) {
        Set<Tensor> locals = new HashSet<>();
        Map<Tensor, Integer> inside = new HashMap<>();
        for (PlannedStep member : members) {
            tensors(member).forEach(tensor -> inside.merge(tensor, 1, Integer::sum));
            for (TensorSlice operand : member.writes()) {
                Tensor tensor = operand.tensor();
                if (!tensor.placed()) {
                    locals.add(tensor);
                }
            }
        }
        members.forEach(member -> member.wholeReads().forEach(operand -> locals.remove(operand.tensor())));
        locals.removeIf(tensor -> !Objects.equals(inside.get(tensor), touching.get(tensor)));
        return locals;
    }

    /** What some steps read and write. */
    private static final class Touched {
        private final Set<Tensor> slicedReads = new HashSet<>();
        private final Set<Tensor> wholeReads = new HashSet<>();
        private final Set<Tensor> written = new HashSet<>();

        void add(PlannedStep step) {
            step.slicedReads().forEach(operand -> slicedReads.add(operand.tensor()));
            step.wholeReads().forEach(operand -> wholeReads.add(operand.tensor()));
            step.writes().forEach(operand -> written.add(operand.tensor()));
        }

        private static boolean any(List<TensorSlice> operands, Set<Tensor> tensors) {
            for (TensorSlice operand : operands) {
                if (tensors.contains(operand.tensor())) {
                    return true;
                }
            }
            return false;
        }

        /** Whether a later step may as well come before these. */
        boolean independent(PlannedStep step) {
            return !any(step.slicedReads(), written)
                    && !any(step.wholeReads(), written)
                    && !any(step.writes(), written)
                    && !any(step.writes(), slicedReads)
                    && !any(step.writes(), wholeReads);
        }

        /** Whether a later step needs of these no other slices than its own, and spoils none that another one needs. */
        boolean sliceBySlice(PlannedStep step) {
            return !any(step.wholeReads(), written) && !any(step.writes(), wholeReads);
        }
    }
}
