package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Expansion;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Deferral;
import dev.tenon.api.lowering.Epilogue;
import dev.tenon.api.lowering.InPlaceUpdates;
import dev.tenon.api.lowering.Users;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.run.Arena;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.Tensor;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.ThreadTeam;
import dev.tenon.backend.cpu.steps.BiasRelu;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles a program into steps. Products, reductions and data movement become steps in the order of the program.
 * Elementwise ops are deferred until one of those, an output or an update needs them; then all deferred ones that it
 * depends on are fused in one step. Views, such as reshapes, need no step.
 */
public final class Compiler {
    private final Program program;
    private final ExecutionPlan plan = new ExecutionPlan();
    private final Users users;
    private final CompileContext context;
    private final ProductSteps products;
    private final PoolSteps pools;
    private final RemainingOpSteps others;

    private Compiler(Program program, Kernels kernels, Map<Value, TensorSlice> leaves, int large) {
        this.program = program;
        this.users = new Users(program);
        leaves.forEach(plan::put);
        InPlaceUpdates<TensorSlice, Tensor> updates = new InPlaceUpdates<>(program, users, leaves, TensorSlice::tensor);
        this.context = new CompileContext(plan, users, updates, kernels, large, this::demand);
        this.products = new ProductSteps(context);
        this.pools = new PoolSteps(context);
        this.others = new RemainingOpSteps(context);
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
     * @param leaves where each leaf of the program lies
     * @param arena the memory for temporary tensors, which grows if it must
     * @param team whose threads get the scratch memory that the steps need
     * @param large floats of a tensor that would not stay in the cache from step to step; the result is the same
     */
    public static Result compile(
            Program program, Kernels kernels, Map<Value, TensorSlice> leaves, Arena arena, ThreadTeam team, int large) {
        return new Compiler(PooledReluMasks.move(Expansion.of(program, Compiler::hasStep)), kernels, leaves, large)
                .compile(arena, team);
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

    private Result compile(Arena arena, ThreadTeam team) {
        Map<Value, TensorSlice> outputHomes = new LinkedHashMap<>();
        for (Value output : program.outputs().values()) {
            int size = output.shape().size();
            outputHomes.computeIfAbsent(output, o -> TensorSlice.alone(size));
        }
        outputHomes.forEach(plan::reserve);
        for (Value value : program.values()) {
            step(value);
        }
        outputHomes.forEach((output, home) -> {
            TensorSlice computed = demand(output);
            if (!computed.equals(home)) {
                plan.copy(computed, home, output.shape().size());
            }
            users.done(output);
        });
        context.updates().apply(new LastSteps());
        Map<String, TensorSlice> outputs = new LinkedHashMap<>();
        program.outputs().forEach((name, value) -> {
            TensorSlice home = outputHomes.get(value);
            if (home != null) {
                outputs.put(name, home);
            }
        });
        return new Result(
                plan.finish(arena, team, context.large()),
                outputs,
                context.updates().changing());
    }

    /** The slice of a value; adds the steps that compute it if there are none yet. */
    private TensorSlice demand(Value value) {
        TensorSlice home = plan.home(value);
        if (home != null) {
            return home;
        }
        TensorSlice made = switch (value.op()) {
            case Primitive.Constant c -> plan.constant(c.value());
            case Primitive.Reshape r -> demand(value.input(0));
            case Primitive.Detach d -> demand(value.input(0));
            case Primitive.Expand e ->
                value.shape().size() == value.input(0).shape().size() ? demand(value.input(0)) : others.expand(value);
            case Primitive.Unary u -> fuse(value);
            case Primitive.Binary b -> fuse(value);
            case Primitive.FusedMultiplyAdd f -> fuse(value);
            case Primitive.Select s -> fuse(value);
            case Primitive p -> throw notYet(value);
            case Composite c -> throw notYet(value);
        };
        plan.put(value, made);
        users.done(value);
        return made;
    }

    private static IllegalStateException notYet(Value value) {
        return new IllegalStateException("needed before its inputs are computed: " + value);
    }

    private TensorSlice fuse(Value value) {
        return new Fusion(context, value).emit();
    }

    /** Adds the steps of a value that is not deferred. */
    private void step(Value value) {
        if (plan.home(value) != null || users.isDone(value)) {
            return;
        }
        List<TensorSlice> inputs = new ArrayList<>();
        // A gradient of max-pooling may need neither images nor masked gradients.
        if (!Deferral.isDeferred(value) && !(value.op() instanceof Composite.MaxPoolGradient)) {
            value.inputs().forEach(input -> inputs.add(demand(input)));
        }
        switch (value.op()) {
            case Primitive p -> primitive(p, value, inputs);
            case Composite c -> composite(c, value, inputs);
        }
    }

    private void primitive(Primitive op, Value value, List<TensorSlice> in) {
        switch (op) {
            case Primitive.MatMul m ->
                finished(value, (last, biasRelu) -> products.matmul(m, value, last, in, biasRelu));
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
            case Primitive.Leaf l -> {}
            case Primitive.Constant c -> {}
            case Primitive.Unary u -> {}
            case Primitive.Binary b -> {}
            case Primitive.FusedMultiplyAdd f -> {}
            case Primitive.Select s -> {}
            case Primitive.Reshape r -> {}
            case Primitive.Expand e -> {}
            case Primitive.Detach d -> {}
        }
        if (!Deferral.isDeferred(value)) {
            users.done(value);
        }
    }

    private void composite(Composite op, Value value, List<TensorSlice> in) {
        switch (op) {
            case Composite.Conv2d c -> finished(value, (last, biasRelu) -> products.conv(c, value, last, in, biasRelu));
            case Composite.Conv2dInputGradient c -> products.inputGradient(c, value, in);
            case Composite.Conv2dWeightGradient c -> products.weightGradient(c, value, in);
            case Composite.MaxPool p -> pools.max(p, value);
            case Composite.MaxPoolGradient p -> pools.maxGradient(p, value);
            case Composite.AveragePool p -> pools.average(p, value);
            case Composite.AveragePoolGradient p -> pools.averageGradient(p, value);
            case Composite.GatherRows g -> others.gather(value, in);
            case Composite.Softmax s -> throw notLowered(value);
            case Composite.SoftmaxCrossEntropy s -> throw notLowered(value);
            case Composite.SoftmaxCrossEntropyGradient s -> throw notLowered(value);
        }
        users.done(value);
    }

    private static IllegalStateException notLowered(Value value) {
        return new IllegalStateException("should have been expanded: " + value);
    }

    private interface ProductMaker {
        void make(Value last, BiasRelu biasRelu);
    }

    /** A product, with the bias and ReLU that alone use it at its write-out. */
    private void finished(Value product, ProductMaker maker) {
        Epilogue epilogue = Epilogue.of(product, users, value -> plan.home(value) != null);
        TensorSlice bias = epilogue.bias().map(plan::home).orElse(null);
        maker.make(epilogue.last(), new BiasRelu(bias, epilogue.relu()));
        epilogue.fused().forEach(users::done);
    }

    /** The steps of updates that are not in place. */
    private final class LastSteps implements InPlaceUpdates.Steps<TensorSlice> {
        @Override
        public TensorSlice demand(Value value) {
            return Compiler.this.demand(value);
        }

        @Override
        public TensorSlice temporary(int size) {
            return plan.temporary(size);
        }

        @Override
        public void copy(TensorSlice from, TensorSlice to, int size) {
            plan.copy(from, to, size);
        }
    }
}
