package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replaces the composites that this backend has no step for by what they expand to. */
final class Lowering {
    private final Map<Value, Value> lowered = new HashMap<>();

    private Lowering() {}

    /** The same program in ops that the compiler has steps for; its leaves are the same values. */
    static Program lower(Program program) {
        boolean nothing = program.values().stream().noneMatch(value -> expands(value));
        if (nothing) {
            return program;
        }
        Lowering lowering = new Lowering();
        for (Value value : program.values()) {
            lowering.lowered.put(value, lowering.lower(value));
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        program.outputs().forEach((name, value) -> outputs.put(name, lowering.result(value)));
        Map<Value, Value> updates = new LinkedHashMap<>();
        program.updates().forEach((leaf, next) -> updates.put(leaf, lowering.result(next)));
        return Program.of(program.name(), outputs, updates);
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

    private Value result(Value value) {
        Value result = lowered.get(value);
        if (result == null) {
            throw new IllegalStateException("not lowered yet: " + value);
        }
        return result;
    }

    private Value lower(Value value) {
        List<Value> inputs = value.inputs().stream().map(this::result).toList();
        return switch (value.op()) {
            case Composite c when expands(c) -> expand(c, inputs);
            default -> inputs.equals(value.inputs()) ? value : Value.of(value.op(), inputs);
        };
    }

    /** Expands over stand-ins for the inputs, so that only the expansion is walked through and not all before it. */
    private Value expand(Composite composite, List<Value> inputs) {
        List<Value> standIns =
                inputs.stream().map(input -> Ops.leaf("input", input.shape())).toList();
        Program body = Program.of("expansion", Map.of("result", composite.expand(standIns)), Map.of());
        for (int i = 0; i < inputs.size(); i++) {
            lowered.put(standIns.get(i), inputs.get(i));
        }
        for (Value value : body.values()) {
            if (!lowered.containsKey(value)) {
                lowered.put(value, lower(value));
            }
        }
        return result(body.outputs().values().iterator().next());
    }
}
