package dev.tenon.experiments.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.run.Trials;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.testkit.reference.ReferenceBackend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One training step against a computation by hand. */
final class TrainingGraphTest {

    private static final Shape IMAGE = Shape.of(1, 2, 1);

    /** Three images of two pixels; the minibatch is the last and the first. */
    private static final float[] IMAGES = {1, 2, 100, 100, 3, -1};

    private static final float[] TARGETS = {1, 100, 0};

    private static final List<Column> COLUMNS = List.of(
            Column.image("image", IMAGE, IMAGES),
            new Column("numbers", Targets.NUMBERS, Shape.of(1), List.of("y"), TARGETS));

    private static TrainingGraph graph(StageSpec stage, int size, int batch) {
        return TrainingGraph.of(stage, Map.of("image", IMAGE), Objective.of(stage, COLUMNS), size, batch);
    }

    private static StageSpec stage(Services services, String train, String layers) {
        return Trials.plan(
                        services,
                        "experiment: one\ndata: {bars: {type: bars}}\ndefaults: {data: bars}\narms: {one: {train: {epochs: 1,"
                                + " loss: mean-squared-error, " + train + "}, layers: [" + layers + "]}}\n")
                .first()
                .arm("one")
                .last();
    }

    private static StageSpec linear(String train) {
        return stage(Trials.services(), train, "flatten, {id: out, type: dense, units: 1}");
    }

    /** The parameters after a step from weights (0.5, -0.25) and bias 0.125, and the loss under "loss". */
    private static Map<String, float[]> step(StageSpec stage) {
        TrainingGraph graph = graph(stage, 3, 2);
        Map<String, float[]> result = new LinkedHashMap<>();
        try (Engine engine = new ReferenceBackend().start(new EngineOptions(1))) {
            Map<Value, Buffer> leaves = new LinkedHashMap<>();
            for (Value leaf : graph.program().leaves()) {
                leaves.put(leaf, engine.allocate(leaf.shape(), leaf.type()));
            }
            graph.inputs().values().forEach(leaf -> write(leaves, leaf, IMAGES));
            graph.targets().values().forEach(leaf -> write(leaves, leaf, TARGETS));
            write(leaves, graph.indices(), 2, 0);
            write(leaves, graph.rate(), 0.5f);
            for (Parameter p : graph.network().parameters()) {
                write(leaves, p.leaf(), p.local().equals("bias") ? new float[] {0.125f} : new float[] {0.5f, -0.25f});
            }
            try (Executable executable = engine.compile(graph.program(), leaves)) {
                executable.run();
                result.put("loss", read(executable.output(TrainingGraph.LOSS)));
            }
            for (Parameter p : graph.network().parameters()) {
                Buffer buffer = leaves.get(p.leaf());
                if (buffer != null) {
                    result.put(p.local(), read(buffer));
                }
            }
            Buffer steps = leaves.get(graph.network().step());
            if (steps != null) {
                result.put("step", read(steps));
            }
        }
        return result;
    }

    private static void write(Map<Value, Buffer> leaves, Value leaf, float... values) {
        Buffer buffer = leaves.get(leaf);
        if (buffer == null) {
            throw new AssertionError(leaf + " is not a leaf of the program");
        }
        buffer.write(values);
    }

    private static float[] read(Buffer buffer) {
        float[] values = new float[buffer.shape().size()];
        buffer.read(values);
        return values;
    }

    // Outputs: (3, -1) -> 1.5 + 0.25 + 0.125 = 1.875; (1, 2) -> 0.5 - 0.5 + 0.125 = 0.125. Targets 0 and 1: errors
    // 1.875
    // and -0.875. Mean squared error (3.515625 + 0.765625) / 2. Its derivatives: error * input, summed (2 / 2 = 1).
    private static final float[] GRADIENT = {1.875f * 3 - 0.875f, -1.875f - 0.875f * 2};
    private static final float BIAS_GRADIENT = 1.875f - 0.875f;

    @Test
    void oneStepOfDescentIsTheOneByHand() {
        Map<String, float[]> after = step(linear("optimizer: {type: sgd, rate: 0.5, momentum: 0}"));
        assertArrayEquals(new float[] {2.140625f}, after.get("loss"));
        assertArrayEquals(new float[] {0.5f - 0.5f * GRADIENT[0], -0.25f - 0.5f * GRADIENT[1]}, after.get("kernel"));
        assertArrayEquals(new float[] {0.125f - 0.5f * BIAS_GRADIENT}, after.get("bias"));
        assertArrayEquals(new float[] {1}, after.get("step"));
    }

    @Test
    void clippingByValueLimitsEachElement() {
        Map<String, float[]> after = step(linear("clip-value: 2, optimizer: {type: sgd, rate: 0.5, momentum: 0}"));
        assertArrayEquals(new float[] {0.5f - 0.5f * 2, -0.25f + 0.5f * 2}, after.get("kernel"));
        assertArrayEquals(new float[] {0.125f - 0.5f * BIAS_GRADIENT}, after.get("bias"));
    }

    @Test
    void clippingByNormScalesAllGradientsTogether() {
        double norm = Math.sqrt(GRADIENT[0] * GRADIENT[0] + GRADIENT[1] * GRADIENT[1] + BIAS_GRADIENT * BIAS_GRADIENT);
        Map<String, float[]> after = step(linear("clip-norm: 1, optimizer: {type: sgd, rate: 0.5, momentum: 0}"));
        assertArrayEquals(
                new float[] {(float) (0.5 - 0.5 * GRADIENT[0] / norm), (float) (-0.25 - 0.5 * GRADIENT[1] / norm)},
                after.get("kernel"),
                1e-6f);
        assertArrayEquals(new float[] {(float) (0.125 - 0.5 * BIAS_GRADIENT / norm)}, after.get("bias"), 1e-6f);
        assertArrayEquals(
                step(linear("optimizer: {type: sgd, rate: 0.5, momentum: 0}")).get("kernel"),
                step(linear("clip-norm: 100, optimizer: {type: sgd, rate: 0.5, momentum: 0}"))
                        .get("kernel"),
                "a smaller norm stays as it is");
    }

    @Test
    void frozenParametersHaveNoUpdates() {
        StageSpec stage = stage(
                Trials.services(),
                "optimizer: adam",
                "flatten, {id: fixed, type: dense, units: 3, frozen: true}, {id: out, type: dense, units: 1}");
        TrainingGraph graph = graph(stage, 3, 2);
        for (Parameter p : graph.network().parameters()) {
            assertEquals(p.layer().id().equals("out"), graph.program().updates().containsKey(p.leaf()), p.name());
        }
        assertFalse(graph.memory().isEmpty());
        assertTrue(graph.memory().stream().allMatch(m -> m.name().startsWith("out/")));
    }

    @Test
    void anOptimizerThatChangesTheShapeIsNamed() {
        StageSpec stage = stage(
                Trials.services(new Shrinking()), "optimizer: shrinking", "flatten, {id: out, type: dense, units: 1}");
        PluginException e = assertThrows(PluginException.class, () -> graph(stage, 3, 2));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("optimizer shrinking, on out/kernel, failed: ShapeException"),
                e.getMessage());
    }

    @Test
    void aNumberOfAStepHasOneMeaning() {
        StageSpec stage = stage(
                Trials.services(new Ambiguous()), "optimizer: ambiguous", "flatten, {id: out, type: dense, units: 1}");
        PluginException e = assertThrows(PluginException.class, () -> graph(stage, 3, 2));
        assertTrue(
                String.valueOf(e.getMessage())
                        .contains("the optimizer computes its number \"size\" of step 1 in two ways"),
                e.getMessage());
    }

    /** Its number of a step depends on the parameter. */
    @Type("ambiguous")
    @Describe("Steps by the size of the parameter.")
    public static final class Ambiguous implements Optimizer<NoSettings> {

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public double rate(NoSettings settings) {
            return 1;
        }

        @Override
        public Value step(OptimizerScope scope, NoSettings settings, Value parameter, Value gradient) {
            Value size = scope.perStep("size", t -> parameter.shape().size());
            return Ops.subtract(parameter, Ops.multiply(size, gradient));
        }
    }

    /** Gives a scalar whatever the parameter. */
    @Type("shrinking")
    @Describe("Gives the rate.")
    public static final class Shrinking implements Optimizer<NoSettings> {

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public double rate(NoSettings settings) {
            return 1;
        }

        @Override
        public Value step(OptimizerScope scope, NoSettings settings, Value parameter, Value gradient) {
            return scope.rate();
        }
    }
}
