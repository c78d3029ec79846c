package dev.tenon.experiments.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Parameter;
import dev.tenon.experiments.model.State;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.Predictor;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.spec.StageSpec;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ONNX Runtime answers with an exported model, beside what Tenon answers. */
final class OnnxModelTest {

    private static final Services SERVICES = Services.installed();

    /** Networks that together have every built-in layer; each is applied to images of 8 x 9 pixels and 4 channels. */
    private static final List<String> NETWORKS = List.of(
            "{id: a, type: relu}, {id: b, type: tanh, inputs: image}, {type: add, inputs: [a, b]}",
            "{type: average-pool, size: 3, stride: 2, padding: same}",
            "{type: average-pool, size: 2}",
            "{type: max-pool, size: 3, stride: 2, padding: same}",
            "{type: max-pool, size: [2, 3], stride: [1, 2]}",
            "{type: batch-norm}, {type: bias}",
            "flatten, {type: dense, units: 5}, {type: batch-norm}, {type: layer-norm}",
            "{type: bilinear-upsample, factor: 2}",
            "{type: bilinear-upsample, factor: [3, 1]}",
            "{type: canvas, shape: [3, 4, 2]}, {type: relu}",
            "{id: a, type: elu}, {id: b, type: gelu, inputs: image}, {type: concat, inputs: [a, b]}",
            "{type: conv2d, filters: 6, kernel: 3, padding: same, activation: relu}, {type: conv2d, filters: 2, kernel: [1, 2], stride: 2}",
            "{type: conv2d, filters: 6, kernel: 3, dilation: 2, groups: 2, use-bias: false}",
            "{type: crop, border: [1, 2]}",
            "{type: depthwise-conv2d, kernel: 3, depth-multiplier: 2}",
            "{type: depthwise-conv2d, kernel: 3, padding: same, stride: 2}",
            "{id: a, type: global-average-pool}, {id: b, type: global-max-pool, inputs: image}, {type: distance, inputs: [a, b]}",
            "{type: dropout, rate: 0.5}, {type: spatial-dropout, rate: 0.5}, {type: identity}",
            "{type: group-norm, groups: 2}, {type: instance-norm}, {type: layer-norm}",
            "{type: leaky-relu}, {type: softplus}, {type: silu}, {type: sigmoid}",
            "{type: locally-connected, filters: 3, kernel: 3, stride: 2, padding: same}",
            "{id: gate, type: global-average-pool}, {id: open, type: sigmoid}, {type: multiply, inputs: [image, open]}",
            "{type: pad, border: [1, 2]}",
            "{type: reshape, shape: [4, 9, 8]}, {type: softmax}",
            "{type: separable-conv2d, filters: 5, kernel: 3, padding: same}",
            "{type: transposed-conv2d, filters: 3, kernel: 3, stride: 2, output-padding: 1}",
            "{type: transposed-conv2d, filters: 3, kernel: 2, stride: 2, padding: same}",
            "{type: upsample, factor: 2}, {type: global-max-pool}");

    static List<String> networks() {
        return NETWORKS;
    }

    private static StageSpec stage(String layers) {
        return stage(SERVICES, layers, "");
    }

    private static StageSpec stage(Services services, String layers, String more) {
        return new PlanReader(services)
                .readText(
                        "test.yaml",
                        "experiment: test\ndata: {digits: {type: uci-digits}}\narms: {net: {data: digits, layers: ["
                                + layers + "], train: none" + more + "}}\ndesign: {seeds: 1}\n",
                        List.of())
                .first()
                .arm("net")
                .last();
    }

    @Test
    void everyBuiltInLayerIsAmongThem() {
        TreeSet<String> missing = new TreeSet<>();
        SERVICES.all(Kind.LAYER).forEach(offer -> {
            if (offer.origin().module().startsWith("dev.tenon.")) {
                missing.add(offer.type());
            }
        });
        NETWORKS.forEach(each -> stage(each)
                .layers()
                .forEach(layer -> missing.remove(layer.layer().type())));
        assertEquals(new TreeSet<>(), missing);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersAreTheSame(String layers) throws OrtException {
        compare(stage(layers), Shape.of(8, 9, 4), "image");
    }

    @Test
    void aCanvasOfSeveralImagesIsChosenByClass() throws OrtException {
        StageSpec stage = stage(SERVICES, "{type: canvas, shape: [3, 4, 2], images: 5}", ", inputs: label");
        Shape scalar = Shape.scalar();
        List<NamedTensor> weights = weights(stage, Map.of("label", scalar));
        float[] classes = {4, 0, 3};
        Column column = Column.classes("label", scalar, classes, List.of("a", "b", "c", "d", "e"));
        assertSame(stage, column, weights);
    }

    private static void compare(StageSpec stage, Shape image, String name) throws OrtException {
        List<NamedTensor> weights = weights(stage, Map.of(name, image));
        for (int n : new int[] {1, 3}) {
            float[] pixels = random("pixels", n * image.size());
            assertSame(stage, Column.image(name, image, pixels), weights);
        }
    }

    private static void assertSame(StageSpec stage, Column column, List<NamedTensor> weights) throws OrtException {
        float[] expected =
                new Predictor(SERVICES).outputs(stage, column, weights, new RunOptions("cpu", 1, Path.of("")));
        byte[] model = OnnxModel.of(stage, Map.of(column.name(), column.shape()), weights, "1", Map.of("run", "abc"));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        List<Long> shape = new ArrayList<>(List.of((long) column.size()));
        column.shape().toList().forEach(extent -> shape.add((long) extent));
        try (OrtSession session = environment.createSession(model);
                OnnxTensor input = OnnxTensor.createTensor(
                        environment,
                        FloatBuffer.wrap(column.values()),
                        shape.stream().mapToLong(Long::longValue).toArray());
                OrtSession.Result result = session.run(Map.of(column.name(), input))) {
            assertEquals("abc", session.getMetadata().getCustomMetadata().get("run"));
            OnnxTensor output = (OnnxTensor) result.get(OnnxModel.OUTPUT).orElseThrow();
            float[] found = new float[output.getFloatBuffer().remaining()];
            output.getFloatBuffer().get(found);
            Network network =
                    Network.of(stage, Map.of(column.name(), column.shape()), column.size(), Network.Mode.INFERENCE);
            assertEquals(
                    network.output().shape().toList().stream()
                            .map(Integer::longValue)
                            .toList(),
                    java.util.Arrays.stream(output.getInfo().getShape()).boxed().toList());
            assertEquals(expected.length, found.length);
            for (int i = 0; i < found.length; i++) {
                assertEquals(expected[i], found[i], 1e-5 * Math.max(1, Math.abs(expected[i])), "output " + i);
            }
        }
    }

    private static float[] random(String name, int count) {
        RandomStream random = new RandomStream(7, "test/" + name);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    /** Weights that nothing is at rest with: biases too, and running means and variances. */
    private static List<NamedTensor> weights(StageSpec stage, Map<String, Shape> inputs) {
        Network network = Network.of(stage, inputs, 1, Network.Mode.INFERENCE);
        Map<String, NamedTensor> weights = new LinkedHashMap<>();
        for (Parameter p : network.parameters()) {
            String name = stage.id() + "/" + p.name();
            weights.put(
                    name,
                    new NamedTensor(
                            name,
                            p.leaf().shape(),
                            random(name, p.leaf().shape().size())));
        }
        for (State s : network.states()) {
            String name = stage.id() + "/" + s.name();
            float[] values = random(name, s.leaf().shape().size());
            for (int i = 0; i < values.length; i++) {
                values[i] = 1.5f + values[i];
            }
            weights.put(name, new NamedTensor(name, s.leaf().shape(), values));
        }
        return List.copyOf(weights.values());
    }

    /** Adds noise in use as well. */
    @Type("noise")
    static final class Noise implements Layer<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
            return Ops.add(
                    inputs.getFirst(), scope.uniform("noise", inputs.getFirst().shape()));
        }
    }

    /** Adds overlapping patches up again. */
    @Type("folded")
    static final class Folded implements Layer<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
            Shape s = inputs.getFirst().shape();
            return Ops.fold(Ops.unfold(inputs.getFirst(), Window.of(2, 2)), Window.of(2, 2), s.dim(1), s.dim(2));
        }
    }

    /** Of the ops that no built-in layer has: turned, multiplied and added in one, compared, spread. */
    @Type("unusual")
    static final class Unusual implements Layer<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
            Value x = inputs.getFirst();
            Value turned = Ops.flip(x, 1, 2);
            Value less = Ops.less(x, turned);
            Value sum = Ops.fma(x, turned, Ops.lessOrEqual(turned, Ops.constant(0.25)));
            Value chosen = Ops.select(less, sum, Ops.min(Ops.equal(x, x), Ops.negate(turned)));
            return Ops.pad(chosen, List.of(0, 1, -1, 0), List.of(0, 0, 2, 0), List.of(0, 2, 0, 1), 0.5f);
        }
    }

    @Test
    void opsOfPluginsAreTranslatedToo() throws OrtException {
        Services services = SERVICES.with(new Unusual());
        compare(stage(services, "{type: unusual}, {type: relu}", ""), Shape.of(5, 6, 2), "image");
    }

    @Test
    void whatOnnxCannotSayIsRefusedByName() {
        Services services = SERVICES.with(new Noise(), new Folded());
        assertRefused("random numbers (", stage(services, "{id: odd, type: noise}", ""));
        assertRefused("(fold), which ONNX cannot say, in layer odd", stage(services, "{id: odd, type: folded}", ""));
    }

    private static void assertRefused(String words, StageSpec stage) {
        ExportException refused = assertThrows(
                ExportException.class,
                () -> OnnxModel.of(stage, Map.of("image", Shape.of(3, 3, 1)), List.of(), "1", Map.of()));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
    }
}
