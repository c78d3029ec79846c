package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Expansion;
import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Placement;
import dev.tenon.backend.opencl.kernels.KernelSet;
import dev.tenon.backend.opencl.kernels.SoftmaxKernels;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Turns a program into launches: a {@link LoweredProgram} decides, and each of its tasks becomes launches, in order. */
public final class Compiler {
    private Compiler() {}

    /**
     * A compiled program.
     *
     * @param launches in order
     * @param layout where temporary tensors shall be stored
     */
    public record Result(List<Launch> launches, Placement.Layout<Tensor> layout) {}

    /** The same program with the composites expanded that have no kernel. */
    public static Program expand(Program program) {
        // Composites are expanded by what they are, not by their shapes: one long row, and all are.
        boolean whole = program.values().stream()
                .filter(value -> isRows(value.op()))
                .allMatch(value -> SoftmaxKernels.fits(value.input(0).shape().dim(-1)));
        return Expansion.of(program, composite -> whole || !isRows(composite));
    }

    private static boolean isRows(Op op) {
        return op instanceof Composite.Softmax
                || op instanceof Composite.SoftmaxCrossEntropy
                || op instanceof Composite.SoftmaxCrossEntropyGradient;
    }

    /**
     * Compiles a program whose composites have been {@linkplain #expand expanded}.
     *
     * @param leaves where each leaf is stored
     * @param outputs where each value that is an output shall be stored
     * @param memory nothing placed yet, in bytes
     */
    public static Result compile(
            Program program,
            KernelSet kernels,
            Map<Value, Tensor> leaves,
            Map<Value, Tensor> outputs,
            Placement<Tensor> memory) {
        LoweredProgram lowered = new LoweredProgram(program, leaves, outputs);
        List<Launch> launches = new ArrayList<>();
        OpLaunches ops = new OpLaunches(lowered, launches, kernels);
        for (LoweredProgram.Task task : lowered.tasks()) {
            switch (task) {
                case LoweredProgram.Task.Single single -> ops.add(single.value(), single.epilogue());
                case LoweredProgram.Task.Sum sum -> ops.reduce(sum.op(), sum.value(), sum.terms());
                case LoweredProgram.Task.Fused fused ->
                    launches.add(ElementwiseLaunches.of(lowered, kernels.style(), fused));
                case LoweredProgram.Task.Fill fill ->
                    launches.add(kernels.movement()
                            .fill(
                                    lowered.home(fill.value()),
                                    fill.value().shape().size(),
                                    fill.number()));
                case LoweredProgram.Task.Copy copy ->
                    launches.add(kernels.movement().copy(copy.from(), copy.to(), copy.size()));
            }
        }
        // A processor's launches are cheap, and its compiler does better on kernels that do one thing.
        List<Launch> batched = kernels.style().shares() > 1 ? KernelBatching.of(launches) : List.copyOf(launches);
        return new Result(batched, layout(batched, memory));
    }

    /** When each temporary tensor is in use, and where it is stored then. */
    private static Placement.Layout<Tensor> layout(List<Launch> launches, Placement<Tensor> memory) {
        for (int i = 0; i < launches.size(); i++) {
            int launch = i;
            Stream.concat(launches.get(i).reads().stream(), launches.get(i).writes().stream())
                    .filter(Tensor::isTemporary)
                    .forEach(tensor -> memory.use(tensor, (long) tensor.size() * Float.BYTES, launch));
        }
        return memory.layout();
    }
}
