package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.reference.DoubleEvaluator;
import dev.tenon.testkit.reference.ReferenceEvaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The checks of one example of a layer, in training or in use. */
final class LayerChecks {
    private final Layer<?> layer;
    private final LayerContract.Example example;
    private final boolean training;

    LayerChecks(Layer<?> layer, LayerContract.Example example, boolean training) {
        this.layer = layer;
        this.example = example;
        this.training = training;
    }

    private LayerTrial trial() {
        return new LayerTrial(layer, example.settings(), example.inputs(), training);
    }

    private LayerTrial trial(int batch) {
        List<Shape> shapes =
                example.inputs().stream().map(shape -> shape.with(0, batch)).toList();
        return new LayerTrial(layer, example.settings(), shapes, training);
    }

    void shapes() {
        assertTrue(
                layer.settings().isInstance(example.settings()),
                "the example's settings are a " + layer.settings().getName());
        Shape shape = trial().output().shape();
        int batch = example.inputs().getFirst().dim(0);
        assertEquals(batch, shape.dim(0), "the batch axis stays first: " + shape);
        example.output().ifPresent(expected -> assertEquals(expected, shape, "the result's shape"));
        for (int other : new int[] {batch + 1, 2 * batch + 3}) {
            assertEquals(shape.with(0, other), trial(other).output().shape(), "a batch of " + other);
        }
    }

    /** Two applications give one program; two runs of it give the same bits, and they are numbers. */
    void sameTwice() {
        LayerTrial trial = trial();
        Structure.assertSame("the program, made twice", Structure.of(trial.program()), Structure.of(trial().program()));
        float[] first = output(trial);
        Bits.assertSame("output, run twice", trial.output().shape(), first, output(trial));
        for (float value : first) {
            assertTrue(Float.isFinite(value), "results are finite: " + value);
        }
    }

    /** Trials run side by side and share the layer: it keeps nothing from one application to the next. */
    void manyThreads() {
        List<String> program = Structure.of(trial().program());
        for (List<String> other : ManyThreads.results(() -> Structure.of(trial().program()))) {
            Structure.assertSame("the program, made by several threads at once", program, other);
        }
    }

    /** What it did for other examples has left nothing: one that is new makes the same program. */
    void sameAs(Layer<?> fresh) {
        LayerTrial other = new LayerTrial(fresh, example.settings(), example.inputs(), training);
        Structure.assertSame(
                "the program of a layer that was used before, beside one that is new",
                Structure.of(other.program()),
                Structure.of(trial().program()));
    }

    void states() {
        LayerTrial trial = trial();
        if (!training) {
            assertTrue(trial.updates().isEmpty(), "no state changes in use");
            return;
        }
        trial.states()
                .forEach((name, state) -> assertTrue(
                        trial.updates().containsKey(state), "the state " + name + " changes in a training step"));
        ReferenceEvaluator.Results results = new ReferenceEvaluator(trial.program()).run(trial.leaves());
        results.updates().forEach((state, next) -> {
            for (float value : next) {
                assertTrue(Float.isFinite(value), state + " stays finite: " + value);
            }
        });
    }

    void parametersMatter() {
        LayerTrial trial = trial();
        List<Value> parameters = List.copyOf(trial.parameters().values());
        Value weights = Ops.leaf("weights", trial.output().shape());
        double[] seed = new double[weights.shape().size()];
        Arrays.setAll(seed, i -> 1 + i % 7 * 0.3);
        Map<String, Value> outputs = new LinkedHashMap<>();
        List<Value> gradients = Gradients.of(trial.output(), weights, parameters);
        for (int i = 0; i < parameters.size(); i++) {
            outputs.put("gradient " + i, gradients.get(i));
        }
        Map<Value, double[]> leaves = DoubleEvaluator.widen(trial.leaves());
        leaves.put(weights, seed);
        Map<String, double[]> results = new DoubleEvaluator(Program.of("parameters", outputs, Map.of())).run(leaves);
        for (int i = 0; i < parameters.size(); i++) {
            double[] gradient = Objects.requireNonNull(results.get("gradient " + i));
            assertTrue(
                    Arrays.stream(gradient).anyMatch(value -> value != 0),
                    "nothing depends on the parameter " + parameters.get(i));
        }
    }

    void gradients() {
        LayerTrial trial = trial();
        List<Value> targets = new ArrayList<>(trial.inputs());
        targets.addAll(trial.parameters().values());
        GradientCheck.check(
                layer.type() + ", " + example.name(), trial.output(), DoubleEvaluator.widen(trial.leaves()), targets);
    }

    /** Each image alone must give what it gave among others. */
    void imageByImage() {
        LayerTrial together = trial();
        float[] expected = output(together);
        int batch = example.inputs().getFirst().dim(0);
        LayerTrial alone = trial(1);
        ReferenceEvaluator evaluator = new ReferenceEvaluator(alone.program());
        Map<Value, float[]> leaves = new LinkedHashMap<>(alone.leaves());
        for (int image = 0; image < batch; image++) {
            for (int i = 0; i < alone.inputs().size(); i++) {
                float[] all = Objects.requireNonNull(
                        together.leaves().get(together.inputs().get(i)));
                leaves.put(alone.inputs().get(i), part(all, image, batch));
            }
            float[] actual =
                    Objects.requireNonNull(evaluator.run(leaves).outputs().get("output"));
            Bits.assertSame(
                    "image " + image + " alone and among " + batch,
                    alone.output().shape(),
                    part(expected, image, batch),
                    actual);
        }
    }

    private static float[] part(float[] all, int index, int count) {
        int size = all.length / count;
        return Arrays.copyOfRange(all, index * size, (index + 1) * size);
    }

    private static float[] output(LayerTrial trial) {
        return Objects.requireNonNull(new ReferenceEvaluator(trial.program())
                .run(trial.leaves())
                .outputs()
                .get("output"));
    }
}
