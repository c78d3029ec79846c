package dev.tenon.plugins.optimizers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.testkit.reference.ReferenceEvaluator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongToDoubleFunction;

/** Runs an optimizer step by step on one parameter, with gradients and rates given from outside. */
final class Training {

    private final Value parameter;
    private final Value gradient;
    private final Scope scope;
    private final ReferenceEvaluator evaluator;
    private final Map<Value, float[]> leaves = new LinkedHashMap<>();
    private long taken;

    private <S extends Record> Training(Optimizer<S> optimizer, S settings, String name, float[] start) {
        this.scope = new Scope(name);
        Shape shape = Shape.of(start.length);
        this.parameter = Ops.leaf("parameter", shape);
        this.gradient = Ops.leaf("gradient", shape);
        Value next = optimizer.step(scope, settings, parameter, gradient);
        scope.updates.put(parameter, next);
        this.evaluator = new ReferenceEvaluator(Program.of(optimizer.type(), Map.of("next", next), scope.updates));
        leaves.put(parameter, start);
    }

    static <S extends Record> Training of(Optimizer<S> optimizer, S settings, float... start) {
        return new Training(optimizer, settings, "kernel", start);
    }

    /** A training of the bias of a layer. */
    static <S extends Record> Training ofBias(Optimizer<S> optimizer, S settings, float... start) {
        return new Training(optimizer, settings, "bias", start);
    }

    /** Takes a step and returns the parameter after it. */
    float[] step(double rate, float... gradients) {
        leaves.put(scope.rate, new float[] {(float) rate});
        leaves.put(gradient, gradients);
        taken++;
        scope.numbers.forEach((leaf, atStep) -> leaves.put(leaf, new float[] {(float) atStep.applyAsDouble(taken)}));
        leaves.putAll(evaluator.run(leaves).updates());
        return Objects.requireNonNull(leaves.get(parameter));
    }

    /** Puts the parameter elsewhere; what the optimizer keeps stays. */
    void at(float... values) {
        leaves.put(parameter, values);
    }

    /** The names of the states. */
    String states() {
        return String.join(" ", scope.names.values());
    }

    private final class Scope implements OptimizerScope {
        private final String name;
        private final Value rate = Ops.leaf("rate", Shape.scalar());
        private final Map<Value, Value> updates = new LinkedHashMap<>();
        private final Map<Value, LongToDoubleFunction> numbers = new LinkedHashMap<>();
        private final Map<Value, String> names = new LinkedHashMap<>();

        Scope(String name) {
            this.name = name;
        }

        @Override
        public String layer() {
            return "layer";
        }

        @Override
        public String parameter() {
            return name;
        }

        @Override
        public Value rate() {
            return rate;
        }

        @Override
        public Value state(String name, Shape shape, float initial) {
            Value state = Ops.leaf(name, shape);
            float[] values = new float[shape.size()];
            Arrays.fill(values, initial);
            leaves.put(state, values);
            names.put(state, name);
            return state;
        }

        @Override
        public Value perStep(String name, LongToDoubleFunction atStep) {
            Value leaf = Ops.leaf(name, Shape.scalar());
            numbers.put(leaf, atStep);
            return leaf;
        }

        @Override
        public void update(Value state, Value next) {
            updates.put(state, next);
        }
    }
}
