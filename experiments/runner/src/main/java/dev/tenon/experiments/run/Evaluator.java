package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.spec.StageSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Applies a network, as it is trained so far, to images of a data set. */
final class Evaluator implements AutoCloseable {

    private final StageSpec stage;
    private final Batches batches;

    private Evaluator(StageSpec stage, Batches batches) {
        this.stage = stage;
        this.batches = batches;
    }

    /** For the network's outputs. */
    static Evaluator ofOutputs(Engine engine, StageSpec stage, Examples examples, Tensors tensors) {
        return of(
                engine,
                stage,
                examples,
                tensors,
                Collections.singleton(stage.layers().getLast().id()));
    }

    /** For the results of some layers, by their ids. */
    static Evaluator of(Engine engine, StageSpec stage, Examples examples, Tensors tensors, Set<String> layers) {
        Map<String, Column> inputs = inputs(stage, examples);
        Map<String, Shape> shapes = Network.shapes(stage, examples.columns());
        return new Evaluator(stage, new Batches(engine, stage.id() + ".evaluate", inputs, batch -> {
            Network network = Network.of(stage, shapes, batch, Network.Mode.INFERENCE);
            Map<String, Value> outputs = new LinkedHashMap<>();
            layers.forEach(layer -> outputs.put(layer, network.result(layer)));
            return new Batches.Graph(network.inputs(), outputs, tensors.bind(network));
        }));
    }

    /** The columns that a stage's network takes, by name. */
    static Map<String, Column> inputs(StageSpec stage, Examples examples) {
        Map<String, Column> inputs = new LinkedHashMap<>();
        stage.inputs().forEach(name -> inputs.put(name, examples.column(name).orElseThrow()));
        return inputs;
    }

    /** The network's outputs for some images, {@code [n, ...]}; none for no images. */
    float[] outputs(int[] indices) {
        return results(indices).getOrDefault(stage.layers().getLast().id(), new float[0]);
    }

    /** Takes the results of some images. */
    @FunctionalInterface
    interface Visitor {
        /**
         * The next images.
         *
         * @param images by index
         * @param results {@code [n, ...]}, by the layer's id
         */
        void visit(int[] images, Map<String, float[]> results);
    }

    /** The results for some images, {@code [n, ...]}, by the layer's id. */
    Map<String, float[]> results(int[] indices) {
        return batches.of(indices);
    }

    /** Visits the results for some images in their order, a few at a time. */
    void forEachPart(int[] indices, Visitor visitor) {
        batches.forEachPart(indices, visitor::visit);
    }

    @Override
    public void close() {
        batches.close();
    }
}
