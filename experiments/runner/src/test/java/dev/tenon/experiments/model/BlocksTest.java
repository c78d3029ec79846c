package dev.tenon.experiments.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.run.Trials;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Blocks of layers: repeated with weights of their own, applied again with the same. */
final class BlocksTest {

    private static StageSpec stage(String inputs, String layers) {
        return plan(inputs, layers).first().arm("one").last();
    }

    private static Plan plan(String inputs, String layers) {
        return Trials.plan(Trials.services(), """
                experiment: one
                data: {bars: {type: bars}}
                defaults: {data: bars, train: {epochs: 1, loss: logistic}}
                arms: {one: {inputs: %s, layers: [
                %s
                ]}}
                """.formatted(inputs, layers));
    }

    private static List<String> ids(StageSpec stage) {
        return stage.layers().stream().map(LayerSpec::id).toList();
    }

    private static Network network(StageSpec stage, Map<String, Shape> shapes) {
        return Network.of(stage, shapes, 2, Network.Mode.INFERENCE);
    }

    private static List<String> parameters(Network network) {
        return network.parameters().stream().map(Parameter::name).toList();
    }

    @Test
    void aRepeatedBlockHasWeightsForEachTime() {
        StageSpec stage = stage("image", """
                {type: conv2d, filters: 3, kernel: 3, padding: same},
                {id: res, repeat: 2, layers: [
                  {id: a, type: conv2d, filters: 3, kernel: 3, padding: same, use-bias: false},
                  {type: relu},
                  {id: sum, type: add, inputs: [relu-1, input]}]},
                flatten, {type: dense, units: 1}
                """);
        assertEquals(
                List.of(
                        "conv2d-1",
                        "res-1-a",
                        "res-1-relu-1",
                        "res-1",
                        "res-2-a",
                        "res-2-relu-1",
                        "res",
                        "flatten-1",
                        "dense-1"),
                ids(stage));
        assertEquals(List.of("res-1-relu-1", "conv2d-1"), stage.layers().get(3).inputs());
        assertEquals(List.of("res-1"), stage.layers().get(4).inputs());
        assertEquals(List.of("res-2-relu-1", "res-1"), stage.layers().get(6).inputs());
        Network network = network(stage, Map.of("image", Shape.of(6, 6, 1)));
        assertEquals(
                List.of(
                        "conv2d-1/kernel",
                        "conv2d-1/bias",
                        "res-1-a/kernel",
                        "res-2-a/kernel",
                        "dense-1/kernel",
                        "dense-1/bias"),
                parameters(network));
    }

    @Test
    void aBlockAppliedAgainHasTheSameWeights() {
        StageSpec stage = stage("[image, other]", """
                {id: left, inputs: image, layers: [
                  {id: c, type: conv2d, filters: 2, kernel: 3, padding: same, activation: {type: relu}},
                  flatten, {type: dense, units: 4}]},
                {id: right, again: left, inputs: other},
                {type: concat, inputs: [left, right]}, {type: dense, units: 1}
                """);
        assertEquals(
                List.of(
                        "left-c",
                        "left-flatten-1",
                        "left",
                        "right-c",
                        "right-flatten-1",
                        "right",
                        "concat-1",
                        "dense-1"),
                ids(stage));
        Network network = network(stage, Map.of("image", Shape.of(4, 4, 1), "other", Shape.of(4, 4, 1)));
        assertEquals(
                List.of("left-c/kernel", "left-c/bias", "left/kernel", "left/bias", "dense-1/kernel", "dense-1/bias"),
                parameters(network));
        Value left = network.result("left").input(0);
        Value right = network.result("right").input(0);
        assertTrue(left != right, "of different images");
        assertEquals(2L * 9 + 2 + 32 * 4 + 4 + 8 + 1, network.size());
    }

    @Test
    void aSingleLayerMayBeAppliedAgain() {
        StageSpec stage = stage("image", """
                {id: deep, type: conv2d, filters: 1, kernel: 3, padding: same},
                {id: deeper, again: deep}, {id: deepest, again: deeper},
                flatten, {type: dense, units: 1}
                """);
        Network network = network(stage, Map.of("image", Shape.of(5, 5, 1)));
        assertEquals(List.of("deep/kernel", "deep/bias", "dense-1/kernel", "dense-1/bias"), parameters(network));
        assertEquals(List.of("deeper"), stage.layers().get(2).inputs());
    }

    @Test
    void blocksWithinBlocksAndAgainOfARepeatedOne() {
        StageSpec stage = stage("[image, other]", """
                {id: a, inputs: image, repeat: 2, layers: [
                  {id: b, layers: [{id: c, type: conv2d, filters: 1, kernel: 3, padding: same}, relu]}, tanh]},
                {id: z, again: a, inputs: other}, {type: add, inputs: [a, z]}, flatten, {type: dense, units: 1}
                """);
        assertEquals(
                List.of(
                        "a-1-b-c",
                        "a-1-b",
                        "a-1",
                        "a-2-b-c",
                        "a-2-b",
                        "a",
                        "z-1-b-c",
                        "z-1-b",
                        "z-1",
                        "z-2-b-c",
                        "z-2-b",
                        "z",
                        "add-1",
                        "flatten-1",
                        "dense-1"),
                ids(stage));
        assertEquals("a-2-b-c", stage.layers().get(9).again().orElseThrow());
    }

    @Test
    void aBlockThatAppliesALayerAgainMayBeAppliedAgain() {
        StageSpec stage = stage("image", """
                {id: a, layers: [{id: c, type: conv2d, filters: 1, kernel: 3, padding: same}, {again: c}]},
                {id: b, again: a}, flatten, {type: dense, units: 1}
                """);
        assertEquals(List.of("a-c", "a", "b-c", "b", "flatten-1", "dense-1"), ids(stage));
        Network network = network(stage, Map.of("image", Shape.of(5, 5, 1)));
        assertEquals(List.of("a-c/kernel", "a-c/bias", "dense-1/kernel", "dense-1/bias"), parameters(network));
    }

    @Test
    void theFirstBlockTakesWhatTheNetworkTakes() {
        StageSpec stage = stage("other", """
                {id: a, layers: [{id: c, type: conv2d, filters: 1, kernel: 3, padding: same},
                  {type: add, inputs: [c, input]}]}, flatten, {type: dense, units: 1}
                """);
        assertEquals(List.of("a-c", "other"), stage.layers().get(1).inputs());
    }

    @Test
    void whatABlockMakesMayNotHaveAnotherLayersId() {
        SpecException e = assertThrows(SpecException.class, () -> plan("image", """
                {id: a, layers: [{id: c, type: relu}, tanh]}, {id: a-c, type: relu}, flatten, {type: dense, units: 1}
                """));
        assertTrue(
                e.problems().stream()
                        .anyMatch(problem -> problem.message().startsWith("two layers have the id \"a-c\"")),
                e.problems().toString());
    }

    @Test
    void aRepeatedBlockOfWhichNothingCanBeReadIsAMistakeOfTheFile() {
        SpecException e =
                assertThrows(SpecException.class, () -> plan("image", "{repeat: 2, layers: [{again: nothing}]}"));
        assertTrue(
                e.problems().stream().anyMatch(problem -> problem.message().startsWith("no layer \"nothing\" above")),
                e.problems().toString());
    }

    @Test
    void weightsThatDoNotFitAreRefusedInWords() {
        StageSpec stage = stage("image", """
                {id: deep, type: conv2d, filters: 2, kernel: 3, padding: same}, {id: deeper, again: deep},
                flatten, {type: dense, units: 1}
                """);
        SpecException e = assertThrows(SpecException.class, () -> network(stage, Map.of("image", Shape.of(5, 5, 1))));
        Problem problem = e.problems().getFirst();
        assertTrue(
                problem.message()
                        .contains("has the weights of deep, whose kernel is [3, 3, 1, 2]; for this input it would have"
                                + " to be [3, 3, 2, 2]"),
                problem.message());
    }

    @Test
    void resolvedBlocksAreReadAsTheSameNetwork() {
        String layers = """
                {id: a, inputs: image, repeat: 2, layers: [
                  {id: b, layers: [{id: c, type: conv2d, filters: 1, kernel: 3, padding: same}, relu]}, tanh]},
                {id: z, again: a, inputs: image}, {type: add, inputs: [a, z]}, flatten, {type: dense, units: 1}
                """;
        Plan plan = plan("image", layers);
        Plan again = Trials.plan(Trials.services(), plan.resolved());
        assertEquals(
                ids(plan.first().arm("one").last()),
                ids(again.first().arm("one").last()));
        assertEquals(plan.resolved(), again.resolved());
    }
}
