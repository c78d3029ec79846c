package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Expansion;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Epilogue;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.run.Arena;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.Tensor;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.ThreadTeam;
import dev.tenon.backend.cpu.steps.BiasRelu;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles a program into steps: a {@link LoweredProgram} decides, and each of its tasks becomes steps, in order. */
public final class Compiler {
    private final LoweredProgram lowered;
    private final Kernels kernels;
    private final ExecutionPlan plan = new ExecutionPlan();
    private final ProductSteps products;
    private final PoolSteps pools;
    private final RemainingOpSteps others;

    private Compiler(LoweredProgram lowered, Kernels kernels) {
        this.lowered = lowered;
        this.kernels = kernels;
        this.products = new ProductSteps(lowered, plan, kernels);
        this.pools = new PoolSteps(lowered, plan, kernels);
        this.others = new RemainingOpSteps(lowered, plan, kernels);
    }

    /**
     * A compiled program.
     *
     * @param steps in order
     * @param outputs where they are stored
     * @param changing leaves that a run changes
     */
    public record Result(List<ProgramStep> steps, Map<String, TensorSlice> outputs, Set<Tensor> changing) {}

    /**
     * Compiles.
     *
     * @param leaves where each leaf of the program is stored
     * @param arena the memory for temporary tensors, which grows if it must
     * @param team whose threads get the scratch memory that the steps need
     * @param large floats of a tensor that would not stay in the cache from step to step; the result is the same
     */
    public static Result compile(
            Program program, Kernels kernels, Map<Value, TensorSlice> leaves, Arena arena, ThreadTeam team, int large) {
        Program expanded = PooledReluMasks.move(Expansion.of(program, Compiler::hasStep));
        LoweredProgram lowered = new LoweredProgram(expanded, leaves, large);
        Compiler compiler = new Compiler(lowered, kernels);
        lowered.tasks().forEach(compiler::add);
        Map<String, TensorSlice> outputs = new LinkedHashMap<>();
        expanded.outputs().forEach((name, value) -> outputs.put(name, lowered.output(value)));
        return new Result(compiler.plan.finish(arena, team, large), outputs, lowered.changing());
    }

    private static boolean hasStep(Composite composite) {
        return switch (composite) {
            case Composite.Conv2d c -> true;
            case Composite.Conv2dInputGradient c -> true;
            case Composite.Conv2dWeightGradient c -> true;
            case Composite.MaxPool c -> true;
            case Composite.MaxPoolGradient c -> true;
            case Composite.AveragePool c -> true;
            case Composite.AveragePoolGradient c -> true;
            case Composite.GatherRows c -> true;
            case Composite.Softmax c -> false;
            case Composite.SoftmaxCrossEntropy c -> false;
            case Composite.SoftmaxCrossEntropyGradient c -> false;
        };
    }

    private void add(LoweredProgram.Task task) {
        switch (task) {
            case LoweredProgram.Task.Single single -> single(single.value(), single.epilogue());
            case LoweredProgram.Task.Fused fused -> ElementwiseSteps.add(plan, lowered, kernels, fused);
            case LoweredProgram.Task.Copy copy -> plan.copy(copy.from(), copy.to(), copy.size());
        }
    }

    private void single(Value value, Epilogue epilogue) {
        switch (value.op()) {
            case Primitive p -> primitive(p, value, epilogue);
            case Composite c -> composite(c, value, epilogue);
        }
    }

    private List<TensorSlice> inputs(Value value) {
        return value.inputs().stream().map(lowered::home).toList();
    }

    private BiasRelu biasRelu(Epilogue epilogue) {
        return new BiasRelu(epilogue.bias().map(lowered::home).orElse(null), epilogue.relu());
    }

    private void primitive(Primitive op, Value value, Epilogue epilogue) {
        List<TensorSlice> in = inputs(value);
        switch (op) {
            case Primitive.MatMul m -> products.matmul(m, value, lowered.home(epilogue.last()), in, biasRelu(epilogue));
            case Primitive.Expand e -> others.expand(value, in.getFirst());
            case Primitive.Reduce r -> others.reduce(r, value, in.getFirst());
            case Primitive.Permute p -> others.permute(p, value, in.getFirst());
            case Primitive.Pad p -> others.pad(p, value, in.getFirst());
            case Primitive.Slice s -> others.slice(s, value, in.getFirst());
            case Primitive.Flip f -> others.flip(f, value, in.getFirst());
            case Primitive.Concat c -> others.concat(c, value, in);
            case Primitive.Unfold u -> others.unfold(u, value, in.getFirst());
            case Primitive.Fold f -> others.fold(f, value, in.getFirst());
            case Primitive.OneHot o -> others.oneHot(o, value, in.getFirst());
            case Primitive.Random r -> others.random(r, value, in);
            case Primitive.ToFloat t -> others.toFloat(value, in.getFirst());
            case Primitive other -> throw new IllegalStateException("has no step of its own: " + other);
        }
    }

    private void composite(Composite op, Value value, Epilogue epilogue) {
        switch (op) {
            case Composite.Conv2d c ->
                products.conv(c, value, lowered.home(epilogue.last()), inputs(value), biasRelu(epilogue));
            case Composite.Conv2dInputGradient c -> products.inputGradient(c, value, inputs(value));
            case Composite.Conv2dWeightGradient c -> products.weightGradient(c, value, inputs(value));
            case Composite.MaxPool p -> pools.max(p, value);
            case Composite.MaxPoolGradient p -> pools.maxGradient(p, value);
            case Composite.AveragePool p -> pools.average(p, value);
            case Composite.AveragePoolGradient p -> pools.averageGradient(p, value);
            case Composite.GatherRows g -> others.gather(value, inputs(value));
            case Composite.Softmax _, Composite.SoftmaxCrossEntropy _, Composite.SoftmaxCrossEntropyGradient _ ->
                throw new IllegalStateException("should have been expanded: " + value);
        }
    }
}
