package dev.tenon.experiments.model;

import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A stage's layers applied to images: a graph with its parameters and states.
 *
 * @param inputs what it is applied to, by name: {@code [n, height, width, channels]} for images
 * @param seed leaf of the trial's seed, a scalar
 * @param step leaf of the training step, a scalar
 * @param layers in the file's order
 * @param updates what each changed state becomes after a step; empty outside training
 */
public record Network(
        Map<String, Value> inputs,
        Value seed,
        Value step,
        List<LayerNode> layers,
        List<Parameter> parameters,
        List<State> states,
        Map<Value, Value> updates) {

    /** What the graph is for. */
    public enum Mode {
        TRAINING,
        INFERENCE
    }

    /**
     * Applies a stage's layers to leaves of the shapes that its inputs have.
     *
     * @param shapes of one example's inputs, by name
     * @param batch how many examples
     * @throws SpecException with the layer's place in the file, if its settings do not fit its input
     */
    public static Network of(StageSpec stage, Map<String, Shape> shapes, int batch, Mode mode) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> inputs.put(name, Ops.leaf(name, batched(batch, shape))));
        return of(stage, inputs, mode);
    }

    /** The shape of several examples together. */
    public static Shape batched(int batch, Shape example) {
        return Shape.of(batch).append(example.dims());
    }

    /**
     * The shapes of what a stage's network takes.
     *
     * @throws SpecException if the data set does not have it
     */
    public static Map<String, Shape> shapes(StageSpec stage, List<Column> columns) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (String name : stage.inputs()) {
            Optional<Column> column =
                    columns.stream().filter(each -> each.name().equals(name)).findFirst();
            if (column.isEmpty()) {
                throw new SpecException(List.of(new Problem(
                        stage.mark(),
                        "stage " + stage.id() + " takes input \"" + name + "\", which data set " + stage.data()
                                + " does not have"
                                + Suggestions.hintAndList(
                                        name, columns.stream().map(Column::name).toList(), "Its columns are", ""))));
            }
            shapes.put(name, column.get().shape());
        }
        return shapes;
    }

    /**
     * Applies a stage's layers.
     *
     * @throws SpecException with the layer's place in the file, if its settings do not fit its input
     */
    public static Network of(StageSpec stage, Map<String, Value> inputs, Mode mode) {
        return of(stage, inputs, mode, Map.of());
    }

    /**
     * Applies a stage's layers, whose results are changed before others take them.
     *
     * @param changes by the layers' ids; of other names none is made
     * @throws SpecException with the layer's place in the file, if its settings do not fit its input
     */
    public static Network of(
            StageSpec stage, Map<String, Value> inputs, Mode mode, Map<String, UnaryOperator<Value>> changes) {
        Value seed = Ops.leaf("seed", Shape.scalar());
        Value step = Ops.leaf("step", Shape.scalar());
        Collected collected = new Collected(seed, step, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        Map<String, Value> results = new LinkedHashMap<>(inputs);
        List<LayerNode> nodes = new ArrayList<>();
        for (LayerSpec layer : stage.layers()) {
            List<Value> taken =
                    layer.inputs().stream().map(id -> input(results, layer, id)).toList();
            boolean training = mode == Mode.TRAINING && !layer.frozen();
            Value result = changes.getOrDefault(layer.id(), UnaryOperator.identity())
                    .apply(apply(layer, taken, new NetworkScope(layer, training, collected)));
            results.put(layer.id(), result);
            nodes.add(new LayerNode(layer, result));
        }
        return new Network(
                Collections.unmodifiableMap(inputs),
                seed,
                step,
                List.copyOf(nodes),
                List.copyOf(collected.parameters()),
                List.copyOf(collected.states()),
                collected.updates());
    }

    /** What the layers' scopes gather. */
    record Collected(
            Value seed, Value step, List<Parameter> parameters, List<State> states, Map<Value, Value> updates) {}

    private static Value input(Map<String, Value> results, LayerSpec layer, String id) {
        Value value = results.get(id);
        if (value == null) {
            throw new SpecException(List.of(new Problem(
                    layer.mark(), "layer " + layer.id() + " takes " + id + ", but no layer before it has that name")));
        }
        return value;
    }

    private static Value apply(LayerSpec layer, List<Value> inputs, NetworkScope scope) {
        try {
            return apply(layer.layer(), scope, inputs);
        } catch (ShapeException | IllegalArgumentException e) {
            throw problem(layer, inputs, String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            throw problem(
                    layer,
                    inputs,
                    "failed: " + PluginException.mistake(layer.layer().service(), e));
        }
    }

    private static SpecException problem(LayerSpec layer, List<Value> inputs, String message) {
        List<List<Integer>> shapes = inputs.stream()
                .map(v -> v.shape().toList().subList(1, v.shape().rank()))
                .toList();
        return new SpecException(List.of(new Problem(
                layer.mark(),
                "layer "
                        + layer.id()
                        + " ("
                        + layer.layer().type()
                        + ") on an input of "
                        + (shapes.size() == 1 ? shapes.getFirst() : shapes)
                        + ": "
                        + message)));
    }

    static Value apply(Part<Layer<?>> part, NetworkScope scope, List<Value> inputs) {
        return apply(part.service(), part.settings(), scope, inputs);
    }

    private static <S extends Record> Value apply(
            Layer<S> layer, Record settings, NetworkScope scope, List<Value> inputs) {
        boolean fits = switch (layer.inputs()) {
            case ONE -> inputs.size() == 1;
            case TWO_OR_MORE -> inputs.size() >= 2;
        };
        if (!fits) {
            throw new IllegalArgumentException(switch (layer.inputs()) {
                        case ONE -> "takes one input";
                        case TWO_OR_MORE -> "takes two or more inputs; name them with `inputs: [a, b]`";
                    }
                    + ", not "
                    + inputs.size());
        }
        return layer.apply(scope, layer.settings().cast(settings), inputs);
    }

    /** The result of a layer. */
    public Value result(String id) {
        return layers.stream()
                .filter(node -> node.spec().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no layer " + id))
                .result();
    }

    /**
     * A layer's result by its id, or a parameter by its name, as {@code conv2d-1/kernel}, as one row.
     *
     * @throws IllegalArgumentException if the network has neither
     */
    public Value resultOrParameter(String name) {
        if (layers.stream().anyMatch(node -> node.spec().id().equals(name))) {
            return result(name);
        }
        Value leaf = parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has a penalty on \"" + name
                        + "\", which it does not have"
                        + Suggestions.hintAndList(
                                name,
                                parameters.stream().map(Parameter::name).toList(),
                                "The network's parameters are",
                                "`tenon show` lists the network's parameters")))
                .leaf();
        return Ops.reshape(leaf, batched(1, leaf.shape()));
    }

    /** The last layer's result. */
    public Value output() {
        return layers.getLast().result();
    }

    /** Numbers in the network, trained or not; states are not counted. */
    public long size() {
        return parameters.stream().mapToLong(p -> p.leaf().shape().size()).sum();
    }

    /** Numbers that training may change. */
    public long trainableSize() {
        return parameters.stream()
                .filter(Parameter::trainable)
                .mapToLong(p -> p.leaf().shape().size())
                .sum();
    }
}
