package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Initializer;
import dev.tenon.testkit.reference.ReferenceEvaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Applies a layer to numbers, with parameters and states that the test sets by name. */
final class LayerRun {

    /** A shape and its numbers. */
    record Tensor(Shape shape, List<Float> numbers) {
        static Tensor of(Shape shape, float... numbers) {
            List<Float> list = new ArrayList<>();
            for (float number : numbers) {
                list.add(number);
            }
            return new Tensor(shape, list);
        }

        /** The numbers 1, 2, 3, ... */
        static Tensor counting(int... dims) {
            Shape shape = Shape.of(dims);
            float[] numbers = new float[shape.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = i + 1;
            }
            return of(shape, numbers);
        }

        float[] array() {
            float[] array = new float[numbers.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = numbers.get(i);
            }
            return array;
        }
    }

    private final boolean training;
    private final Map<String, float[]> given = new LinkedHashMap<>();
    private final Map<Value, float[]> leaves = new LinkedHashMap<>();
    private final Map<String, Value> states = new LinkedHashMap<>();
    private final Map<Value, Value> updates = new LinkedHashMap<>();
    private Map<Value, float[]> next = new LinkedHashMap<>();

    private LayerRun(boolean training) {
        this.training = training;
    }

    static LayerRun training() {
        return new LayerRun(true);
    }

    static LayerRun inUse() {
        return new LayerRun(false);
    }

    /** Sets a parameter or a state; one that is not set starts as the layer says. */
    LayerRun with(String name, float... numbers) {
        given.put(name, numbers);
        return this;
    }

    <S extends Record> Tensor apply(Layer<S> layer, S settings, Tensor... inputs) {
        List<Value> values = new ArrayList<>();
        for (Tensor input : inputs) {
            values.add(leaf("input", input.shape(), input.array()));
        }
        Value output = layer.apply(scope(), settings, values);
        ReferenceEvaluator.Results results =
                new ReferenceEvaluator(Program.of(layer.type(), Map.of("output", output), updates)).run(leaves);
        next = results.updates();
        return Tensor.of(
                output.shape(), Objects.requireNonNull(results.outputs().get("output")));
    }

    /** What a layer gets from outside. */
    LayerScope scope() {
        return new Scope("");
    }

    /** What a state became, or is if it did not change. */
    float[] state(String name) {
        Value state = Objects.requireNonNull(states.get(name), name);
        return Objects.requireNonNull(next.containsKey(state) ? next.get(state) : leaves.get(state));
    }

    private Value leaf(String name, Shape shape, float[] numbers) {
        Value leaf = Ops.leaf(name, shape);
        leaves.put(leaf, numbers);
        return leaf;
    }

    private final class Scope implements LayerScope {
        private final String prefix;

        Scope(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Value parameter(String name, Shape shape, Part<Initializer<?>> initializer) {
            float[] numbers = given.get(prefix + name);
            return leaf(prefix + name, shape, numbers != null ? numbers : start(initializer, shape));
        }

        private float[] start(Part<Initializer<?>> part, Shape shape) {
            return start(part.service(), part.settings(), shape);
        }

        private <S extends Record> float[] start(Initializer<S> initializer, Record settings, Shape shape) {
            return initializer.values(initializer.settings().cast(settings), shape, new RandomStream(1, "start"));
        }

        @Override
        public Value state(String name, Shape shape, float initial) {
            float[] numbers = new float[shape.size()];
            Arrays.fill(numbers, initial);
            Value state = leaf(prefix + name, shape, given.getOrDefault(prefix + name, numbers));
            states.put(prefix + name, state);
            return state;
        }

        @Override
        public void update(Value state, Value value) {
            if (training) {
                updates.put(state, value);
            }
        }

        @Override
        public boolean training() {
            return training;
        }

        @Override
        public Value uniform(String name, Shape shape) {
            Value zero = Ops.constant(0);
            return Ops.random(prefix + name, shape, zero, zero);
        }

        @Override
        public Value apply(String name, Part<Layer<?>> layer, List<Value> inputs) {
            return apply(layer.service(), layer.settings(), new Scope(prefix + name + "/"), inputs);
        }

        private <S extends Record> Value apply(Layer<S> layer, Record settings, LayerScope scope, List<Value> inputs) {
            return layer.apply(scope, layer.settings().cast(settings), inputs);
        }
    }
}
