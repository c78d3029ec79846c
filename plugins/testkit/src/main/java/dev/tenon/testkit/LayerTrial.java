package dev.tenon.testkit;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Initializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One application of a layer: its inputs, the parameters and states it asked for, and their numbers. */
final class LayerTrial {
    private final boolean training;
    private final Map<Value, float[]> leaves = new LinkedHashMap<>();
    private final List<Value> inputs = new ArrayList<>();
    private final Map<String, Value> parameters = new LinkedHashMap<>();
    private final Map<String, Value> states = new LinkedHashMap<>();
    private final Map<Value, Value> updates = new LinkedHashMap<>();
    private final Set<String> streams = new LinkedHashSet<>();
    private final Value seed = given("seed", Shape.scalar(), new float[] {5});
    private final Value step = given("step", Shape.scalar(), new float[] {2});
    private final Value output;

    LayerTrial(Layer<?> layer, Record settings, List<Shape> shapes, boolean training) {
        this.training = training;
        for (int i = 0; i < shapes.size(); i++) {
            inputs.add(given("input " + i, shapes.get(i), noise("input " + i, shapes.get(i), 1)));
        }
        List<Value> given = new ArrayList<>(inputs);
        this.output = call(layer, new Scope(""), settings, given);
        if (!given.equals(inputs)) {
            throw new AssertionError("a layer leaves the list of its inputs as it is");
        }
    }

    Value output() {
        return output;
    }

    List<Value> inputs() {
        return inputs;
    }

    Map<String, Value> parameters() {
        return parameters;
    }

    Map<String, Value> states() {
        return states;
    }

    Map<Value, Value> updates() {
        return updates;
    }

    /** The numbers of every leaf. */
    Map<Value, float[]> leaves() {
        return leaves;
    }

    /** Output and updates as one program. */
    Program program() {
        return Program.of("layer", Map.of("output", output), updates);
    }

    private Value given(String name, Shape shape, float[] values) {
        Value leaf = Ops.leaf(name, shape);
        leaves.put(leaf, values);
        return leaf;
    }

    private static float[] noise(String name, Shape shape, double scale) {
        RandomStream random = new RandomStream(7, name);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    @SuppressWarnings("unchecked") // the settings are of the layer's own record: Part and the suite check that
    private static <S extends Record> Value call(
            Layer<S> layer, LayerScope scope, Record settings, List<Value> inputs) {
        return layer.apply(scope, (S) settings, inputs);
    }

    @SuppressWarnings("unchecked") // checked by Part
    private static <S extends Record> float[] start(
            Initializer<S> initializer, Record settings, Shape shape, String name) {
        return initializer.values((S) settings, shape, new RandomStream(11, name));
    }

    /** What a layer sees; a layer within it sees one with a longer prefix. */
    private final class Scope implements LayerScope {
        private final String prefix;

        Scope(String prefix) {
            this.prefix = prefix;
        }

        /** Starts as the initializer says, with some noise, so that no bias is 0 and no two weights are equal. */
        @Override
        public Value parameter(String name, Shape shape, Part<Initializer<?>> initializer) {
            float[] values = start(initializer.service(), initializer.settings(), shape, prefix + name);
            if (values.length != shape.size()) {
                throw new AssertionError(initializer.type() + " gives " + values.length + " numbers for " + shape);
            }
            float[] more = noise(prefix + name, shape, 0.2);
            float[] noisy = new float[values.length];
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] = values[i] + more[i];
            }
            return own(parameters, name, given(prefix + name, shape, noisy));
        }

        @Override
        public Value state(String name, Shape shape, float initial) {
            float[] values = new float[shape.size()];
            java.util.Arrays.fill(values, initial);
            return own(states, name, given(prefix + name, shape, values));
        }

        private Value own(Map<String, Value> kind, String name, Value leaf) {
            boolean taken = parameters.containsKey(prefix + name) || states.containsKey(prefix + name);
            if (taken || name.isBlank()) {
                throw new AssertionError("each parameter and state has a name of its own, not '" + name + "' again");
            }
            kind.put(prefix + name, leaf);
            return leaf;
        }

        @Override
        public void update(Value state, Value next) {
            if (!states.containsValue(state)) {
                throw new AssertionError("only a state of its own is updated by a layer, not " + state);
            }
            if (!state.shape().equals(next.shape())) {
                throw new AssertionError("the next value of " + state + " has the shape " + next.shape());
            }
            if (training && updates.put(state, next) != null) {
                throw new AssertionError(state + " is updated twice");
            }
        }

        @Override
        public boolean training() {
            return training;
        }

        @Override
        public Value uniform(String name, Shape shape) {
            if (!streams.add(prefix + name)) {
                throw new AssertionError("each use of random numbers has a name of its own, not '" + name + "' again");
            }
            return Ops.random(prefix + name, shape, seed, step);
        }

        @Override
        public Value apply(String name, Part<Layer<?>> layer, List<Value> values) {
            return call(layer.service(), new Scope(prefix + name + "."), layer.settings(), values);
        }
    }
}
