package dev.tenon.experiments.export;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Expansion;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.model.LayerNode;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.spec.StageSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A trained network as an ONNX model (<a href="https://onnx.ai/onnx/repo-docs/IR.html">Open Neural Network Exchange</a>), of opset
 * {@value #OPSET}.
 *
 * <p>The ops of the network's graph are translated, not its layers, so that every layer that is written in ops is exported, a
 * plugin's as well. Inputs and output are laid out as they are here: images are {@code [n, height, width, channels]}, any number
 * {@code n} of them. ONNX convolves and pools {@code [n, channels, height, width]}: there are transpositions around these, which a
 * runtime takes together, and kernels are stored in ONNX's layout.
 *
 * <p>How many images there are is left open. For that the network is built for two numbers of images, and an extent that differs
 * follows from that number.
 */
public final class OnnxModel {

    /** The version of the operators. */
    public static final int OPSET = OnnxFile.OPSET;

    /** The name of the model's output. */
    public static final String OUTPUT = "output";

    /** Two primes, so that extents which follow from them are hardly ever equal to others. */
    private static final int ONE = 61;

    private static final int OTHER = 67;

    private OnnxModel() {}

    /**
     * The bytes of a file.
     *
     * @param stage whose network it is
     * @param inputs the shapes of what it takes of one example, by name
     * @param weights of the stage, named {@code stage/layer/parameter}
     * @param metadata texts that the file has about the model, by name, in this order
     * @throws ExportException if the network has something that ONNX cannot say; the message names the layer
     */
    public static byte[] of(
            StageSpec stage,
            Map<String, Shape> inputs,
            List<NamedTensor> weights,
            String version,
            Map<String, String> metadata) {
        Network network = Network.of(stage, inputs, ONE, Network.Mode.INFERENCE);
        Program one = program(network);
        Program other = program(Network.of(stage, inputs, OTHER, Network.Mode.INFERENCE));
        Map<Value, Shape> others = aligned(stage, one, other);
        Map<Value, String> layers = layers(network, one);
        OnnxFile file = new OnnxFile();
        OnnxTranslation translation = new OnnxTranslation(file, new OnnxExtents(ONE, OTHER, others), layers);
        inputs.forEach((name, shape) -> {
            file.input(name, shape);
            translation.given(Objects.requireNonNull(network.inputs().get(name)), name);
        });
        Map<String, NamedTensor> byName = new HashMap<>();
        weights.forEach(tensor -> byName.put(tensor.name(), tensor));
        network.parameters().forEach(p -> translation.weight(p.leaf(), p.name(), find(byName, stage, p.name())));
        network.states().forEach(s -> translation.weight(s.leaf(), s.name(), find(byName, stage, s.name())));
        Value result = Optional.ofNullable(
                        one.outputs().get(stage.layers().getLast().id()))
                .orElseThrow();
        translation.batch(network.inputs().keySet().iterator().next());
        for (Value value :
                Program.of(stage.id(), Map.of(OUTPUT, result), Map.of()).values()) {
            translation.add(value);
        }
        String output = translation.result(result, OUTPUT);
        file.output(output, result.shape().toList().subList(1, result.shape().rank()));
        return file.model(stage.id(), version, metadata);
    }

    private static NamedTensor find(Map<String, NamedTensor> weights, StageSpec stage, String name) {
        return Optional.ofNullable(weights.get(stage.id() + "/" + name))
                .orElseThrow(() -> new IllegalArgumentException("there are no weights " + stage.id() + "/" + name));
    }

    /** Every layer's result, in ops that ONNX has or that are translated to some. */
    private static Program program(Network network) {
        Map<String, Value> results = new LinkedHashMap<>();
        network.layers().forEach(node -> results.put(node.spec().id(), node.result()));
        return Expansion.of(Program.of("export", results, Map.of()), OnnxModel::isKept);
    }

    private static boolean isKept(Composite composite) {
        return switch (composite) {
            case Composite.Conv2d conv -> true;
            case Composite.Conv2dInputGradient conv -> OnnxTranslation.fits(conv);
            case Composite.MaxPool pool -> true;
            case Composite.AveragePool pool -> true;
            case Composite.Softmax softmax -> true;
            default -> false;
        };
    }

    /** The shape that each value has with another number of images. */
    private static Map<Value, Shape> aligned(StageSpec stage, Program one, Program other) {
        Map<Value, Shape> others = new HashMap<>();
        boolean alike = one.values().size() == other.values().size();
        for (int i = 0; alike && i < one.values().size(); i++) {
            Value a = one.values().get(i);
            Value b = other.values().get(i);
            alike = a.op().getClass().equals(b.op().getClass())
                    && a.shape().rank() == b.shape().rank()
                    && (!(a.op() instanceof Primitive.Constant) || a.op().equals(b.op()));
            others.put(a, b.shape());
        }
        if (!alike) {
            throw new ExportException("stage " + stage.id()
                    + " computes something else for other numbers of images, which an ONNX model leaves open");
        }
        return others;
    }

    /** Which layer's result each value is; the first of several. */
    private static Map<Value, String> layers(Network network, Program program) {
        Map<Value, String> layers = new HashMap<>();
        for (LayerNode node : network.layers()) {
            Value result = program.outputs().get(node.spec().id());
            if (result != null) {
                layers.putIfAbsent(result, node.spec().id());
            }
        }
        return layers;
    }
}
