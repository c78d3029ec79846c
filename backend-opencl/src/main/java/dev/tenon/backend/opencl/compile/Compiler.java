package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Expansion;
import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Deferral;
import dev.tenon.api.lowering.InPlaceUpdates;
import dev.tenon.api.lowering.Placement;
import dev.tenon.api.lowering.Users;
import dev.tenon.backend.opencl.kernels.KernelSet;
import dev.tenon.backend.opencl.kernels.SoftmaxKernels;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Turns a program into launches. Products, reductions and moves are launched in the program's order; elementwise functions wait
 * until one of those, an output or an update needs them, and then become one kernel with all of their kind that they wait for.
 */
public final class Compiler {
    private final Program program;
    private final KernelSet kernels;
    private final ExecutionPlan plan = new ExecutionPlan();
    private final Users users;
    private final CompileContext context;
    private final Map<Value, Tensor> outputs;
    private final OpLaunches others;

    private Compiler(Program program, KernelSet kernels, Map<Value, Tensor> leaves, Map<Value, Tensor> outputs) {
        this.program = program;
        this.kernels = kernels;
        this.outputs = outputs;
        this.users = new Users(program);
        leaves.forEach(plan::put);
        outputs.forEach(plan::reserve);
        InPlaceUpdates<Tensor, Tensor> updates = new InPlaceUpdates<>(program, users, leaves, tensor -> tensor);
        this.context = new CompileContext(plan, users, updates, kernels, this::demand);
        this.others = new OpLaunches(context);
    }

    /**
     * A compiled program.
     *
     * @param launches in order
     * @param layout where temporary tensors shall lie
     */
    public record Result(List<Launch> launches, Placement.Layout<Tensor> layout) {}

    /** The same program with the composites expanded that have no kernel. */
    public static Program lower(Program program) {
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
     * Compiles a lowered program.
     *
     * @param leaves where each leaf lies
     * @param outputs where each value that is an output shall lie
     * @param memory nothing placed yet, in bytes
     */
    public static Result compile(
            Program program,
            KernelSet kernels,
            Map<Value, Tensor> leaves,
            Map<Value, Tensor> outputs,
            Placement<Tensor> memory) {
        return new Compiler(program, kernels, leaves, outputs).compile(memory);
    }

    private Result compile(Placement<Tensor> memory) {
        for (Value value : program.values()) {
            if (!Deferral.isDeferred(value) && plan.home(value) == null && !users.isDone(value)) {
                if (value.op() instanceof Primitive.Reduce reduce) {
                    others.reduce(reduce, value);
                } else {
                    List<Tensor> inputs = new ArrayList<>();
                    value.inputs().forEach(input -> inputs.add(demand(input)));
                    others.launch(value, inputs);
                }
                users.done(value);
            }
        }
        program.outputs().forEach((name, value) -> {
            Tensor home = outputs.get(value);
            Tensor computed = demand(value);
            if (home != null && computed != home) {
                plan.add(kernels.movement().copy(computed, home, value.shape().size()));
            }
            users.done(value);
        });
        context.updates().apply(new LastSteps());
        // A processor's launches are cheap, and its compiler does better on kernels that do one thing.
        List<Launch> launches = kernels.style().shares() > 1 ? KernelBatching.of(plan.launches()) : plan.launches();
        return new Result(launches, layout(launches, memory));
    }

    /** When each temporary tensor is in use, and where it lies then. */
    private static Placement.Layout<Tensor> layout(List<Launch> launches, Placement<Tensor> memory) {
        for (int i = 0; i < launches.size(); i++) {
            int launch = i;
            Stream.concat(launches.get(i).reads().stream(), launches.get(i).writes().stream())
                    .filter(Tensor::isTemporary)
                    .forEach(tensor -> memory.use(tensor, (long) tensor.size() * Float.BYTES, launch));
        }
        return memory.layout();
    }

    /** Where a value lies, after the launches that compute it, if there are none yet, have been added. */
    private Tensor demand(Value value) {
        Tensor home = plan.home(value);
        if (home != null) {
            return home;
        }
        Tensor made = switch (value.op()) {
            case Primitive.Constant c -> constant(value, c.value());
            case Primitive.Reshape r -> demand(value.input(0));
            case Primitive.Detach d -> demand(value.input(0));
            case Primitive.Expand e -> expanded(value);
            case Primitive p when Deferral.isElementwise(p) -> Fusion.emit(context, value);
            case Primitive p -> throw new IllegalStateException("needed before its inputs are computed: " + value);
            case Composite c -> throw new IllegalStateException("needed before its inputs are computed: " + value);
        };
        plan.put(value, made);
        return made;
    }

    private Tensor constant(Value value, float number) {
        Tensor home = plan.make(value);
        plan.add(kernels.movement().fill(home, value.shape().size(), number));
        return home;
    }

    private Tensor expanded(Value value) {
        Value source = value.input(0);
        if (source.op() instanceof Primitive.Constant c) {
            return constant(value, c.value());
        }
        Tensor x = demand(source);
        if (source.shape().size() == value.shape().size()) {
            return x;
        }
        Tensor home = plan.make(value);
        plan.add(kernels.movement().expand(source.shape(), value.shape(), x, home));
        return home;
    }

    /** The launches of updates that are not in place. */
    private final class LastSteps implements InPlaceUpdates.Steps<Tensor> {
        @Override
        public Tensor demand(Value value) {
            return Compiler.this.demand(value);
        }

        @Override
        public Tensor temporary(int size) {
            return Tensor.temporary(size);
        }

        @Override
        public void copy(Tensor from, Tensor to, int size) {
            plan.add(kernels.movement().copy(from, to, size));
        }
    }
}
