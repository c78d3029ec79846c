package dev.tenon.testkit;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.optimizer.Role;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/** One application of an optimizer to a parameter, and the states it asked for. */
final class OptimizerTrial {
    private final Value rate = Ops.leaf("rate", Shape.scalar());
    private final Value parameter;
    private final Value gradient;
    private final Map<String, Value> states = new LinkedHashMap<>();
    private final Map<String, Value> numbers = new LinkedHashMap<>();
    private final Map<Value, LongToDoubleFunction> perStep = new LinkedHashMap<>();
    private final Map<Value, float[]> starts = new LinkedHashMap<>();
    private final Map<Value, Value> updates = new LinkedHashMap<>();
    private final Role role;
    private final Value next;

    OptimizerTrial(Optimizer<?> optimizer, Record settings, Role role, Shape shape) {
        this.role = role;
        this.parameter = Ops.leaf("parameter", shape);
        this.gradient = Ops.leaf("gradient", shape);
        this.next = step(optimizer, settings);
    }

    Value rate() {
        return rate;
    }

    Value parameter() {
        return parameter;
    }

    Value gradient() {
        return gradient;
    }

    Value next() {
        return next;
    }

    Map<String, Value> states() {
        return states;
    }

    Map<Value, Value> updates() {
        return updates;
    }

    /** What each state starts as. */
    Map<Value, float[]> starts() {
        return starts;
    }

    /** The numbers of step 1, 2, ..., which the host computes. */
    Map<Value, float[]> numbers(long step) {
        Map<Value, float[]> result = new LinkedHashMap<>();
        perStep.forEach((leaf, atStep) -> {
            float value = (float) atStep.applyAsDouble(step);
            if (!Float.isFinite(value)) {
                throw new AssertionError(leaf + " of step " + step + " is a number, not " + value);
            }
            result.put(leaf, new float[] {value});
        });
        return result;
    }

    /** A step: the parameter and the states become what is next. */
    Program program() {
        Map<Value, Value> all = new LinkedHashMap<>(updates);
        all.put(parameter, next);
        return Program.of("step", Map.of(), all);
    }

    @SuppressWarnings("unchecked") // the suite checks that the settings are of the optimizer's own record
    private <S extends Record> Value step(Optimizer<S> optimizer, Record settings) {
        return optimizer.step(new Scope(), (S) settings, parameter, gradient);
    }

    /** What an optimizer sees. */
    private final class Scope implements OptimizerScope {
        @Override
        public String layer() {
            return "layer";
        }

        @Override
        public String parameter() {
            return switch (role) {
                case WEIGHT -> "kernel";
                case BIAS -> "bias";
                case GAIN -> "gain";
            };
        }

        @Override
        public Value rate() {
            return rate;
        }

        @Override
        public Value state(String name, Shape shape, float initial) {
            Value leaf = Ops.leaf(name, shape);
            if (name.isBlank() || states.put(name, leaf) != null) {
                throw new AssertionError("each state has a name of its own, not '" + name + "' again");
            }
            float[] values = new float[shape.size()];
            Arrays.fill(values, initial);
            starts.put(leaf, values);
            return leaf;
        }

        @Override
        public Value perStep(String name, LongToDoubleFunction atStep) {
            if (states.containsKey(name)) {
                throw new AssertionError("a number of a step and a state are both called '" + name + "'");
            }
            Value leaf = numbers.computeIfAbsent(name, key -> Ops.leaf(name, Shape.scalar()));
            perStep.putIfAbsent(leaf, atStep);
            return leaf;
        }

        @Override
        public void update(Value state, Value value) {
            if (!states.containsValue(state)) {
                throw new AssertionError("only a state of its own is updated by an optimizer, not " + state);
            }
            if (!state.shape().equals(value.shape())) {
                throw new AssertionError("the next value of " + state + " has the shape " + value.shape());
            }
            if (updates.put(state, value) != null) {
                throw new AssertionError(state + " is updated twice");
            }
        }
    }
}
