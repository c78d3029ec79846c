package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.model.LayerNode;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.spec.StageSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Applies a network, as it is trained so far, to images of a data set. */
final class Evaluator implements AutoCloseable {

    /** Images at a time; the number changes speed and memory, never a result. */
    private static final int BATCH = 128;

    private static final String OUTPUT = "output";

    private final Engine engine;
    private final StageSpec stage;
    private final Examples examples;
    private final Tensors tensors;
    private final boolean everyLayer;
    private final Map<Integer, Compiled> byBatch = new HashMap<>();

    private record Compiled(Executable executable, Buffer input, Map<String, Shape> outputs) {}

    private Evaluator(Engine engine, StageSpec stage, Examples examples, Tensors tensors, boolean everyLayer) {
        this.engine = engine;
        this.stage = stage;
        this.examples = examples;
        this.tensors = tensors;
        this.everyLayer = everyLayer;
    }

    /** For the network's outputs. */
    static Evaluator ofOutputs(Engine engine, StageSpec stage, Examples examples, Tensors tensors) {
        return new Evaluator(engine, stage, examples, tensors, false);
    }

    /** For the results of every layer. */
    static Evaluator ofLayers(Engine engine, StageSpec stage, Examples examples, Tensors tensors) {
        return new Evaluator(engine, stage, examples, tensors, true);
    }

    /** The network's outputs for some images, {@code [n, units]}; none for no images. */
    float[] outputs(int[] indices) {
        return results(indices).getOrDefault(OUTPUT, new float[0]);
    }

    /** The results for some images, {@code [n, ...]}, by the layer's id. */
    Map<String, float[]> results(int[] indices) {
        Map<String, float[]> results = new LinkedHashMap<>();
        int size = examples.image().size();
        for (int at = 0; at < indices.length; ) {
            Interruption.check();
            int batch = Math.min(BATCH, indices.length - at);
            Compiled compiled = byBatch.computeIfAbsent(batch, this::compile);
            float[] pixels = new float[batch * size];
            for (int i = 0; i < batch; i++) {
                System.arraycopy(examples.images(), indices[at + i] * size, pixels, i * size, size);
            }
            compiled.input().write(pixels);
            compiled.executable().run();
            for (Map.Entry<String, Shape> output : compiled.outputs().entrySet()) {
                float[] part = new float[output.getValue().size()];
                compiled.executable().output(output.getKey()).read(part);
                int row = part.length / batch;
                float[] all = results.computeIfAbsent(output.getKey(), key -> new float[indices.length * row]);
                System.arraycopy(part, 0, all, at * row, part.length);
            }
            at += batch;
        }
        return results;
    }

    private Compiled compile(int batch) {
        Shape image = examples.image();
        Value images = Ops.leaf("images", Shape.of(batch, image.dim(0), image.dim(1), image.dim(2)));
        Network network = Network.of(stage, images, Network.Mode.INFERENCE);
        Map<String, Value> outputs = new LinkedHashMap<>();
        if (everyLayer) {
            for (LayerNode node : network.layers()) {
                outputs.put(node.spec().id(), node.result());
            }
        } else {
            outputs.put(OUTPUT, network.output());
        }
        Program program = Program.of(stage.id() + ".evaluate", outputs, Map.of());
        Buffer input = engine.allocate(images.shape());
        Map<Value, Buffer> bound = tensors.bind(network);
        bound.put(images, input);
        Map<String, Shape> shapes = new LinkedHashMap<>();
        outputs.forEach((name, value) -> shapes.put(name, value.shape()));
        return new Compiled(engine.compile(program, Tensors.complete(program, bound, engine)), input, shapes);
    }

    @Override
    public void close() {
        byBatch.values().forEach(compiled -> compiled.executable().close());
    }
}
