package dev.tenon.experiments.run;

import dev.tenon.api.analysis.Computation;
import dev.tenon.api.analysis.NetworkGraph;
import dev.tenon.api.analysis.TrainedNetwork;
import dev.tenon.api.analysis.Weights;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A stage's network with weights, as an analysis gets it. */
final class StageNetwork implements TrainedNetwork, AutoCloseable {

    private final Engine engine;
    private final StageSpec stage;
    private final Map<String, Column> inputs;
    private final Map<String, Shape> shapes;
    private final Tensors tensors;
    private final List<Weights> weights;
    private final List<StageComputation> open = new ArrayList<>();

    /**
     * A network.
     *
     * @param weights all that it has, named {@code stage/layer/parameter}
     */
    StageNetwork(Engine engine, StageSpec stage, Examples examples, List<NamedTensor> weights) {
        this.engine = engine;
        this.stage = stage;
        this.inputs = Evaluator.inputs(stage, examples);
        this.shapes = Network.shapes(stage, examples.columns());
        this.tensors = Tensors.of(engine, stage.id(), weights);
        this.weights = weights.stream().map(StageNetwork::named).toList();
    }

    private static Weights named(NamedTensor tensor) {
        String[] parts = tensor.name().split("/", 3);
        return new Weights(parts[1], parts[2], tensor.shape(), tensor.values());
    }

    @Override
    public List<Weights> weights() {
        return weights;
    }

    @Override
    public Computation compile(Function<NetworkGraph, Map<String, Value>> values) {
        StageComputation computation = new StageComputation(values);
        open.add(computation);
        return computation;
    }

    @Override
    public void close() {
        open.forEach(StageComputation::close);
    }

    /** What was compiled, with the tensors that the host gives. */
    private final class StageComputation implements Computation {

        private final Batches batches;
        private final Map<String, Buffer> given = new HashMap<>();
        private boolean closed;

        StageComputation(Function<NetworkGraph, Map<String, Value>> values) {
            this.batches = new Batches(engine, stage.id() + ".analyse", inputs, batch -> graph(values, batch));
            graph(values, 1); // Finds mistakes, and which numbers are given.
        }

        private Batches.Graph graph(Function<NetworkGraph, Map<String, Value>> values, int batch) {
            Graph graph = new Graph(batch, given);
            Map<String, Value> outputs = new LinkedHashMap<>(values.apply(graph));
            outputs.forEach((name, value) -> {
                if (value.shape().rank() == 0 || value.shape().dim(0) != batch) {
                    throw new IllegalArgumentException("value " + name + " of a computation has the shape "
                            + value.shape() + "; its first axis is that of the " + batch + " examples");
                }
            });
            return new Batches.Graph(graph.inputs(), outputs, graph.bound);
        }

        @Override
        public void give(String name, float[] values) {
            Buffer buffer = given.get(name);
            if (buffer == null || buffer.shape().size() != values.length) {
                throw new IllegalArgumentException(
                        buffer == null
                                ? "a computation asks for no numbers \"" + name + "\", but for " + given.keySet()
                                : "a computation asks for " + buffer.shape() + " as \"" + name + "\", not for "
                                        + values.length + " numbers");
            }
            buffer.write(values);
        }

        @Override
        public Map<String, float[]> run(int[] examples) {
            return batches.of(examples);
        }

        @Override
        public Map<String, float[]> run(Map<String, float[]> given, int count) {
            shapes.forEach((name, shape) -> {
                float[] values = given.get(name);
                if (values == null || values.length != (long) count * shape.size()) {
                    throw new IllegalArgumentException("input " + name + " of " + count + " examples is " + count
                            + " times " + shape + " numbers, not "
                            + (values == null ? "absent" : Integer.toString(values.length)));
                }
            });
            if (given.size() != shapes.size()) {
                throw new IllegalArgumentException("the network takes " + shapes.keySet() + ", not " + given.keySet());
            }
            return batches.of(given, count);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                batches.close();
            }
        }
    }

    private final class Graph implements NetworkGraph {

        private final int batch;
        private final Map<String, Buffer> given;
        private final Map<String, Value> leaves = new LinkedHashMap<>();
        private final Map<Value, Buffer> bound = new HashMap<>();

        Graph(int batch, Map<String, Buffer> given) {
            this.batch = batch;
            this.given = given;
            shapes.forEach((name, shape) -> leaves.put(name, Ops.leaf(name, Network.batched(batch, shape))));
        }

        @Override
        public int batch() {
            return batch;
        }

        @Override
        public Map<String, Value> inputs() {
            return new LinkedHashMap<>(leaves);
        }

        @Override
        public Value given(String name, Shape shape) {
            Value leaf = Ops.leaf("given/" + name, shape);
            Buffer buffer = given.computeIfAbsent(name, key -> engine.allocate(shape));
            if (!buffer.shape().equals(shape)) {
                throw new IllegalArgumentException(
                        "a computation asks for \"" + name + "\" as " + buffer.shape() + " and as " + shape);
            }
            bound.put(leaf, buffer);
            return leaf;
        }

        @Override
        public Map<String, Value> apply(Map<String, Value> from, Map<String, UnaryOperator<Value>> changes) {
            Map<String, UnaryOperator<Value>> checked = new LinkedHashMap<>();
            changes.forEach((id, change) -> checked.put(id, checked(id, change)));
            Network network = Network.of(stage, from, Network.Mode.INFERENCE, checked);
            bound.putAll(tensors.bind(network));
            Map<String, Value> results = new LinkedHashMap<>();
            network.layers().forEach(node -> results.put(node.spec().id(), node.result()));
            return results;
        }

        private UnaryOperator<Value> checked(String id, UnaryOperator<Value> change) {
            List<String> ids = stage.layers().stream().map(LayerSpec::id).toList();
            if (!ids.contains(id)) {
                throw new IllegalArgumentException("a change is of layer \"" + id + "\"; there are " + ids);
            }
            return value -> {
                Value changed = Objects.requireNonNull(change.apply(value), "a change gave nothing");
                if (!changed.shape().equals(value.shape())) {
                    throw new IllegalArgumentException("the change of layer " + id + " makes " + changed.shape()
                            + " of " + value.shape() + "; a change leaves the shape");
                }
                return changed;
            };
        }
    }
}
