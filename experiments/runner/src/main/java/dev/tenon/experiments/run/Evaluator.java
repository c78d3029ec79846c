package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.data.BatchRows;
import dev.tenon.experiments.data.ByteRows;
import dev.tenon.experiments.data.ReadAhead;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.spec.StageSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Applies a network, as it is trained so far, to images of a data set. */
final class Evaluator implements AutoCloseable {

    /** Images at a time; the number changes speed and memory, never a result. */
    private static final int BATCH = 128;

    private final Engine engine;
    private final StageSpec stage;
    private final Map<String, Column> inputs;
    private final Tensors tensors;
    private final Set<String> layers;
    private final Map<Integer, Compiled> byBatch = new HashMap<>();

    private record Compiled(Executable executable, Map<String, Buffer> inputs, Map<String, Shape> outputs) {}

    private Evaluator(Engine engine, StageSpec stage, Map<String, Column> inputs, Tensors tensors, Set<String> layers) {
        this.engine = engine;
        this.stage = stage;
        this.inputs = inputs;
        this.tensors = tensors;
        this.layers = layers;
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

    /** For the results of every layer. */
    static Evaluator ofLayers(Engine engine, StageSpec stage, Examples examples, Tensors tensors) {
        Set<String> all = new LinkedHashSet<>();
        stage.layers().forEach(layer -> all.add(layer.id()));
        return of(engine, stage, examples, tensors, all);
    }

    /** For the results of some layers, by their ids. */
    static Evaluator of(Engine engine, StageSpec stage, Examples examples, Tensors tensors, Set<String> layers) {
        Map<String, Column> inputs = new LinkedHashMap<>();
        stage.inputs().forEach(name -> inputs.put(name, examples.column(name).orElseThrow()));
        return new Evaluator(engine, stage, inputs, tensors, layers);
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
        Map<String, float[]> all = new LinkedHashMap<>();
        int[] done = new int[1];
        forEachPart(indices, (images, results) -> {
            results.forEach((layer, values) -> {
                int row = values.length / images.length;
                System.arraycopy(
                        values,
                        0,
                        all.computeIfAbsent(layer, key -> new float[Math.multiplyExact(indices.length, row)]),
                        done[0] * row,
                        values.length);
            });
            done[0] += images.length;
        });
        return all;
    }

    /** Visits the results for some images in their order, a few at a time. */
    void forEachPart(int[] indices, Visitor visitor) {
        List<BatchRows> read = inputs.values().stream()
                .filter(column -> !ByteRows.held(column.source()))
                .map(BatchRows::of)
                .toList();
        if (read.isEmpty() || indices.length == 0) {
            forEachPart(indices, Map::of, visitor);
            return;
        }
        Iterator<int[]> parts = IntStream.range(0, Math.ceilDiv(indices.length, BATCH))
                .mapToObj(
                        part -> Arrays.copyOfRange(indices, part * BATCH, Math.min(indices.length, (part + 1) * BATCH)))
                .iterator();
        try (ReadAhead ahead = new ReadAhead(read, parts, UnaryOperator.identity(), Math.min(BATCH, indices.length))) {
            forEachPart(indices, ahead::next, visitor);
        }
    }

    /**
     * The same.
     *
     * @param next the numbers of the columns that do not lie in memory, by name, for the next part of the images
     */
    private void forEachPart(int[] indices, Supplier<Map<String, float[]>> next, Visitor visitor) {
        for (int at = 0; at < indices.length; ) {
            Interruption.check();
            int batch = Math.min(BATCH, indices.length - at);
            Compiled compiled = byBatch.computeIfAbsent(batch, this::compile);
            int[] part = Arrays.copyOfRange(indices, at, at + batch);
            Map<String, float[]> read = next.get();
            compiled.inputs().forEach((name, buffer) -> {
                float[] values = read.get(BatchRows.of(column(name)).name());
                buffer.write(values != null ? values : column(name).rows(part));
            });
            compiled.executable().run();
            Map<String, float[]> results = new LinkedHashMap<>();
            for (Map.Entry<String, Shape> output : compiled.outputs().entrySet()) {
                float[] values = new float[output.getValue().size()];
                compiled.executable().output(output.getKey()).read(values);
                results.put(output.getKey(), values);
            }
            visitor.visit(part, results);
            at += batch;
        }
    }

    private Column column(String name) {
        return Objects.requireNonNull(inputs.get(name));
    }

    private Compiled compile(int batch) {
        Map<String, Shape> each = new LinkedHashMap<>();
        inputs.forEach((name, column) -> each.put(name, column.shape()));
        Network network = Network.of(stage, each, batch, Network.Mode.INFERENCE);
        Map<String, Value> outputs = new LinkedHashMap<>();
        layers.forEach(layer -> outputs.put(layer, network.result(layer)));
        Program program = Program.of(stage.id() + ".evaluate", outputs, Map.of());
        Map<Value, Buffer> bound = tensors.bind(network);
        Map<String, Buffer> given = new LinkedHashMap<>();
        network.inputs().forEach((name, leaf) -> {
            Buffer buffer = engine.allocate(leaf.shape());
            given.put(name, buffer);
            bound.put(leaf, buffer);
        });
        Map<String, Shape> shapes = new LinkedHashMap<>();
        outputs.forEach((name, value) -> shapes.put(name, value.shape()));
        return new Compiled(engine.compile(program, Tensors.complete(program, bound, engine)), given, shapes);
    }

    @Override
    public void close() {
        byBatch.values().forEach(compiled -> compiled.executable().close());
    }
}
