package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.List;
import java.util.Map;

/** Expands the composites that this backend has no step for. */
final class CompositeExpansion extends ValueRewriter {
    private CompositeExpansion() {}

    /** The same program in ops that the compiler has steps for; its leaves are the same values. */
    static Program lower(Program program) {
        boolean nothing = program.values().stream().noneMatch(value -> expands(value));
        return nothing ? program : new CompositeExpansion().program(program);
    }

    private static boolean expands(Value value) {
        return switch (value.op()) {
            case Primitive p -> false;
            case Composite c -> expands(c);
        };
    }

    private static boolean expands(Composite composite) {
        return switch (composite) {
            case Composite.Conv2d c -> false;
            case Composite.Conv2dInputGradient c -> false;
            case Composite.Conv2dWeightGradient c -> false;
            case Composite.MaxPool c -> false;
            case Composite.MaxPoolGradient c -> false;
            case Composite.AveragePool c -> false;
            case Composite.AveragePoolGradient c -> false;
            case Composite.GatherRows c -> false;
            case Composite.Softmax c -> true;
            case Composite.SoftmaxCrossEntropy c -> true;
            case Composite.SoftmaxCrossEntropyGradient c -> true;
        };
    }

    @Override
    Value replacement(Value value, List<Value> inputs) {
        return value.op() instanceof Composite c && expands(c) ? expand(c, inputs) : same(value, inputs);
    }

    /** Expands over stand-ins for the inputs, so that only the expansion is walked through and not all before it. */
    private Value expand(Composite composite, List<Value> inputs) {
        List<Value> standIns =
                inputs.stream().map(input -> Ops.leaf("input", input.shape())).toList();
        Program body = Program.of("expansion", Map.of("result", composite.expand(standIns)), Map.of());
        for (int i = 0; i < inputs.size(); i++) {
            replace(standIns.get(i), inputs.get(i));
        }
        body.values().forEach(this::replace);
        return replaced(body.outputs().values().iterator().next());
    }
}
