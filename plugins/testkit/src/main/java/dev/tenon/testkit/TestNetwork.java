package dev.tenon.testkit;

import dev.tenon.api.analysis.Computation;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.analysis.NetworkGraph;
import dev.tenon.api.analysis.TrainedNetwork;
import dev.tenon.api.analysis.Weights;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.testkit.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A network of {@link TestLayer}s, computed by the reference evaluator, in two parts of unequal size where there is more than one example. */
final class TestNetwork implements TrainedNetwork {

    private final Column input;
    private final List<TestLayer> layers;
    private final boolean trained;

    TestNetwork(Column input, List<TestLayer> layers, boolean trained) {
        this.input = input;
        this.layers = List.copyOf(layers);
        this.trained = trained;
    }

    /** The layers as an analysis sees them. */
    List<LayerResult> layers() {
        Map<String, Value> results = new Graph(1).apply();
        return layers.stream()
                .map(layer -> {
                    Shape shape =
                            Objects.requireNonNull(results.get(layer.id())).shape();
                    return new LayerResult(
                            layer.id(),
                            layer.type(),
                            shape.slice(1, shape.rank()),
                            layer.tall(),
                            layer.wide(),
                            layer.down(),
                            layer.across());
                })
                .toList();
    }

    @Override
    public List<Weights> weights() {
        List<Weights> weights = new ArrayList<>();
        for (TestLayer layer : layers) {
            layer.weights()
                    .forEach(each -> weights.add(new Weights(layer.id(), each.name(), each.shape(), values(each))));
        }
        return weights;
    }

    private float[] values(TestLayer.TestWeights weights) {
        return trained ? weights.trained() : weights.untrained();
    }

    @Override
    public Computation compile(Function<NetworkGraph, Map<String, Value>> values) {
        return new Run(values);
    }

    private final class Graph implements NetworkGraph {
        private final int batch;
        private final Value leaf;
        private final Map<String, Value> given = new LinkedHashMap<>();
        private final Map<Value, float[]> bound = new HashMap<>();

        Graph(int batch) {
            this.batch = batch;
            this.leaf =
                    Ops.leaf(input.name(), Shape.of(batch).append(input.shape().dims()));
        }

        @Override
        public int batch() {
            return batch;
        }

        @Override
        public Map<String, Value> inputs() {
            return Map.of(input.name(), leaf);
        }

        @Override
        public Value given(String name, Shape shape) {
            return given.computeIfAbsent(name, key -> Ops.leaf("given/" + name, shape));
        }

        @Override
        public Map<String, Value> apply(Map<String, Value> inputs, Map<String, UnaryOperator<Value>> changes) {
            for (String id : changes.keySet()) {
                if (layers.stream().noneMatch(layer -> layer.id().equals(id))) {
                    throw new IllegalArgumentException("a change is of layer \"" + id + "\", which is not there");
                }
            }
            Map<String, Value> before = new LinkedHashMap<>(inputs);
            Map<String, Value> results = new LinkedHashMap<>();
            for (TestLayer layer : layers) {
                Map<String, Value> weights = new LinkedHashMap<>();
                for (TestLayer.TestWeights each : layer.weights()) {
                    Value weight = Ops.leaf(layer.id() + "/" + each.name(), each.shape());
                    bound.put(weight, values(each));
                    weights.put(each.name(), weight);
                }
                Value plain = layer.body().apply(before, weights);
                Value result = changes.getOrDefault(layer.id(), UnaryOperator.identity())
                        .apply(plain);
                if (!result.shape().equals(plain.shape())) {
                    throw new IllegalArgumentException("the change of layer " + layer.id() + " changes its shape");
                }
                before.put(layer.id(), result);
                results.put(layer.id(), result);
            }
            return results;
        }
    }

    private final class Run implements Computation {
        private final Function<NetworkGraph, Map<String, Value>> values;
        private final Map<String, float[]> given = new HashMap<>();
        private boolean closed;

        Run(Function<NetworkGraph, Map<String, Value>> values) {
            this.values = values;
            Graph graph = new Graph(1);
            values.apply(graph).forEach((name, value) -> {
                if (value.shape().rank() == 0 || value.shape().dim(0) != 1) {
                    throw new IllegalArgumentException("the first axis of " + name + " is not that of the examples");
                }
            });
            graph.given.forEach(
                    (name, leaf) -> given.put(name, new float[leaf.shape().size()]));
        }

        @Override
        public void give(String name, float[] numbers) {
            float[] known = given.get(name);
            if (known == null || known.length != numbers.length) {
                throw new IllegalArgumentException("the computation asks for no such numbers: " + name);
            }
            given.put(name, numbers.clone());
        }

        @Override
        public Map<String, float[]> run(int[] examples) {
            return run(Map.of(input.name(), input.rows(examples)), examples.length);
        }

        @Override
        public Map<String, float[]> run(Map<String, float[]> inputs, int count) {
            if (closed) {
                throw new IllegalStateException("the computation was closed");
            }
            float[] rows = inputs.get(input.name());
            if (inputs.size() != 1
                    || rows == null
                    || rows.length != count * input.shape().size()) {
                throw new IllegalArgumentException("the network takes " + count + " rows of " + input.name());
            }
            Map<String, float[]> results = new LinkedHashMap<>();
            int first = (count + 2) / 3;
            for (int[] part : new int[][] {{0, first}, {first, count}}) {
                if (part[0] < part[1]) {
                    int row = input.shape().size();
                    compute(Arrays.copyOfRange(rows, part[0] * row, part[1] * row), part[1] - part[0])
                            .forEach((name, numbers) -> results.merge(name, numbers, Run::joined));
                }
            }
            return results;
        }

        private static float[] joined(float[] first, float[] second) {
            float[] all = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, all, first.length, second.length);
            return all;
        }

        private Map<String, float[]> compute(float[] rows, int batch) {
            Graph graph = new Graph(batch);
            Program program = Program.of("test", values.apply(graph), Map.of());
            try (Engine engine = new ReferenceBackend().start(new EngineOptions(1))) {
                Map<Value, Buffer> buffers = new HashMap<>();
                for (Value leaf : program.leaves()) {
                    Buffer buffer = engine.allocate(leaf.shape());
                    buffers.put(leaf, buffer);
                    if (leaf == graph.leaf) {
                        buffer.write(rows);
                    } else if (graph.bound.containsKey(leaf)) {
                        buffer.write(Objects.requireNonNull(graph.bound.get(leaf)));
                    }
                }
                graph.given.forEach((name, leaf) -> {
                    Buffer buffer = buffers.get(leaf);
                    if (buffer != null) {
                        buffer.write(Objects.requireNonNull(given.get(name)));
                    }
                });
                Map<String, float[]> results = new LinkedHashMap<>();
                try (Executable executable = engine.compile(program, buffers)) {
                    executable.run();
                    program.outputs().forEach((name, value) -> {
                        float[] numbers = new float[value.shape().size()];
                        executable.output(name).read(numbers);
                        results.put(name, numbers);
                    });
                }
                return results;
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
