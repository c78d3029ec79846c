package dev.tenon.experiments.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.run.Trials;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.testkit.reference.DoubleEvaluator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Objectives against sums worked out by hand. */
final class ObjectiveTest {

    /** Two examples of two pixels each. */
    private static final List<Column> COLUMNS = List.of(
            Column.image("image", Shape.of(1, 2, 1), new float[] {1, 2, 3, 4}),
            Column.classes("label", Shape.scalar(), new float[] {0, 1}, List.of("a", "b")),
            Column.classes("mask", Shape.of(1, 2), new float[] {0, 1, Float.NaN, 1}, List.of("ground", "ink")),
            new Column(
                    "spot", Targets.NUMBERS, Shape.of(2), List.of("row", "column"), new float[] {1, 2, Float.NaN, 4}));

    private static StageSpec stage(String train) {
        return Trials.plan(Trials.services(), """
                        experiment: one
                        data: {bars: {type: bars}}
                        defaults: {data: bars}
                        arms: {one: {train: {epochs: 1, %s}, layers: [{id: map, type: conv2d, filters: 2, kernel: 1},
                          {id: flat, type: flatten}, {id: out, type: dense, units: 2}]}}
                        """.formatted(train))
                .first()
                .arm("one")
                .last();
    }

    /** The objective of both examples, given the results of the layers, and its gradient by the first of them. */
    private static double[] value(String train, Map<String, double[]> results) {
        Objective objective = Objective.of(stage(train), COLUMNS);
        Map<String, Value> leaves = new LinkedHashMap<>();
        Map<Value, double[]> given = new LinkedHashMap<>();
        results.forEach((layer, values) -> {
            Value leaf = Ops.leaf(layer, layer.equals("map") ? Shape.of(2, 1, 2, 2) : Shape.of(2, values.length / 2));
            leaves.put(layer, leaf);
            given.put(leaf, values);
        });
        Map<String, Value> targets = new LinkedHashMap<>();
        objective.targets().forEach((name, table) -> {
            Value leaf = Ops.leaf(name, table.shape(2));
            targets.put(name, leaf);
            given.put(leaf, widened(table.rows(new int[] {0, 1})));
        });
        Value mean = objective.mean(layer -> Objects.requireNonNull(leaves.get(layer)), targets);
        assertEquals(Shape.scalar(), mean.shape());
        Value first = leaves.values().iterator().next();
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("mean", mean);
        outputs.put("gradient", Gradients.of(mean, List.of(first)).getFirst());
        Program program = Program.of("objective", outputs, Map.of());
        Map<Value, double[]> needed = new LinkedHashMap<>();
        program.leaves().forEach(leaf -> needed.put(leaf, Objects.requireNonNull(given.get(leaf))));
        Map<String, double[]> found = new DoubleEvaluator(program).run(needed);
        double[] gradient = Objects.requireNonNull(found.get("gradient"));
        double[] all = new double[gradient.length + 1];
        all[0] = Objects.requireNonNull(found.get("mean"))[0];
        System.arraycopy(gradient, 0, all, 1, gradient.length);
        return all;
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    @Test
    void aLossAloneIsItsMeanOverTheExamples() {
        double[] found = value("loss: softmax-cross-entropy", Map.of("out", new double[] {0, 0, 0, Math.log(3)}));
        assertEquals((Math.log(2) + Math.log(4.0 / 3)) / 2, found[0], 1e-12);
    }

    @Test
    void unknownPixelsCountNeitherInTheLossNorInItsGradient() {
        double[] map = {0, 0, 0, Math.log(3), 100, -100, 0, 0};
        double[] found =
                value("objective: [{loss: softmax-cross-entropy, of: map, against: mask}]", Map.of("map", map));
        assertEquals((Math.log(2) + Math.log(4.0 / 3) + Math.log(2)) / 3, found[0], 1e-12);
        assertEquals(0, found[1 + 4], "the unknown pixel's first logit");
        assertEquals(0, found[1 + 5], "and its second");
        assertEquals((0.5 - 1) / 3, found[1], 1e-12);
    }

    @Test
    void aRowOfWhichAnyNumberIsUnknownIsLeftOut() {
        double[] found = value(
                "objective: [{loss: mean-squared-error, against: spot}]", Map.of("out", new double[] {2, 4, 7, 7}));
        assertEquals((1 + 4) / 2.0, found[0], 1e-12);
    }

    @Test
    void termsAreWeightedAndAdded() {
        Map<String, double[]> results = new LinkedHashMap<>();
        results.put("out", new double[] {2, 4, 7, 7});
        results.put("flat", new double[] {1, 0, 0, 0, 0, 0, 0, 0});
        double[] found = value(
                "objective: [{loss: mean-squared-error, against: spot, weight: 0.5},"
                        + " {loss: softmax-cross-entropy, weight: 3}]",
                results);
        double entropy = (Math.log(1 + Math.exp(2)) + Math.log(2)) / 2;
        assertEquals(0.5 * 2.5 + 3 * entropy, found[0], 1e-12);
    }

    @Test
    void aLayerMayBeHeldAgainstAnotherOne() {
        Map<String, double[]> results = new LinkedHashMap<>();
        results.put("out", new double[] {1, 2, 3, 4});
        results.put("map", new double[] {0, 2, 0, 4, 0, 0, 0, 0});
        double[] found = value("objective: [{loss: mean-squared-error, of: out, against: out}]", results);
        assertEquals(0, found[0]);
    }

    @Test
    void penaltiesAreOfResultsAndOfParameters() {
        StageSpec stage = stage("objective: [{loss: mean-squared-error, against: spot},"
                + " {penalty: l2, of: out/kernel, weight: 0.5}, {penalty: l1, of: map}]");
        Objective objective = Objective.of(stage, COLUMNS);
        Network network = Network.of(stage, Map.of("image", Shape.of(1, 2, 1)), 2, Network.Mode.TRAINING);
        Map<String, Value> targets = new LinkedHashMap<>();
        Map<Value, double[]> given = new LinkedHashMap<>();
        objective.targets().forEach((name, table) -> {
            Value leaf = Ops.leaf(name, table.shape(2));
            targets.put(name, leaf);
            given.put(leaf, widened(table.rows(new int[] {0, 1})));
        });
        given.put(network.inputs().get("image"), new double[] {1, 2, 3, 4});
        network.parameters().forEach(parameter -> {
            double[] values = new double[parameter.leaf().shape().size()];
            java.util.Arrays.fill(values, parameter.name().endsWith("bias") ? 0 : 0.5);
            given.put(parameter.leaf(), values);
        });
        Program program = Program.of(
                "cost",
                Map.of(
                        "cost",
                        objective.withPenalties(network, objective.mean(network::result, targets)),
                        "mean",
                        objective.mean(network::result, targets)),
                Map.of());
        Map<Value, double[]> needed = new LinkedHashMap<>();
        program.leaves().forEach(leaf -> needed.put(leaf, Objects.requireNonNull(given.get(leaf))));
        Map<String, double[]> found = new DoubleEvaluator(program).run(needed);
        // The kernel is 4 x 2 halves; the map has two channels of half the pixels: 1 + 2 and 3 + 4.
        double penalties = 0.5 * 8 * 0.25 + (3 + 7) / 2.0;
        assertEquals(
                penalties,
                Objects.requireNonNull(found.get("cost"))[0] - Objects.requireNonNull(found.get("mean"))[0],
                1e-12);
    }

    @Test
    void whatIsNotThereIsNamed() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Objective.of(stage("objective: [{loss: mean-squared-error, against: spott}]"), COLUMNS));
        assertTrue(
                String.valueOf(e.getMessage()).contains("is compared with \"spott\", but neither data set bars has"),
                e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains("did you mean \"spot\"?"), e.getMessage());
        IllegalArgumentException kind = assertThrows(
                IllegalArgumentException.class,
                () -> Objective.of(stage("objective: [{loss: softmax-cross-entropy, against: map}]"), COLUMNS));
        assertTrue(String.valueOf(kind.getMessage()).contains("whose results are numbers"), kind.getMessage());
        IllegalArgumentException whole = assertThrows(
                IllegalArgumentException.class,
                () -> Objective.of(stage("objective: [{loss: dice, of: map, against: mask}]"), COLUMNS));
        assertTrue(
                String.valueOf(whole.getMessage()).contains("cannot leave out the targets of \"mask\""),
                whole.getMessage());
    }
}
