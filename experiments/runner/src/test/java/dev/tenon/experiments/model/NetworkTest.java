package dev.tenon.experiments.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.run.Trials;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NetworkTest {

    /** The stage of an arm with these layers; the first layer is on line 5. */
    static StageSpec stage(Services services, String layers) {
        return Trials.plan(services, """
                        experiment: one
                        data: {bars: {type: bars}}
                        defaults: {data: bars, train: {epochs: 1, loss: logistic}}
                        arms: {one: {layers: [
                        """ + layers + "\n]}}\n")
                .first()
                .arm("one")
                .last();
    }

    static Map<String, Value> images(int n, int side, int channels) {
        return Map.of("image", Ops.leaf("image", Shape.of(n, side, side, channels)));
    }

    private static Network network(String layers, Network.Mode mode) {
        return Network.of(stage(Trials.services(), layers), images(4, 8, 2), mode);
    }

    @Test
    void aResidualBlockAddsWhatItsInputsName() {
        Network network = network("""
                {id: first, type: conv2d, filters: 3, kernel: 3, padding: same},
                {id: second, type: conv2d, filters: 3, kernel: 3, padding: same, use-bias: false},
                {id: sum, type: add, inputs: [first, second]},
                {id: skip, type: conv2d, filters: 3, kernel: 1, inputs: [image], use-bias: false},
                {id: all, type: concat, inputs: [sum, skip]},
                global-max-pool, {type: dense, units: 1}
                """, Network.Mode.INFERENCE);
        Value first = result(network, "first");
        Value second = result(network, "second");
        assertEquals(List.of(first, second), result(network, "sum").inputs());
        assertTrue(second.op() instanceof Composite.Conv2d && second.input(0) == first);
        assertTrue(result(network, "skip").input(0) == network.inputs().get("image"), "a layer may take the image");
        assertEquals(Shape.of(4, 8, 8, 6), result(network, "all").shape());
        assertEquals(Shape.of(4, 1), network.output().shape());
    }

    private static Value result(Network network, String id) {
        return network.layers().stream()
                .filter(node -> node.spec().id().equals(id))
                .findFirst()
                .orElseThrow()
                .result();
    }

    @Test
    void everyParameterHasANameOfItsOwn() {
        Network network = network("""
                {type: conv2d, filters: 3, kernel: 3}, {type: conv2d, filters: 3, kernel: 3}, batch-norm, flatten,
                {id: out, type: dense, units: 1}
                """, Network.Mode.TRAINING);
        assertEquals(
                List.of(
                        "conv2d-1/kernel",
                        "conv2d-1/bias",
                        "conv2d-2/kernel",
                        "conv2d-2/bias",
                        "batch-norm-1/gain",
                        "batch-norm-1/bias",
                        "out/kernel",
                        "out/bias"),
                network.parameters().stream().map(Parameter::name).toList());
        assertEquals(
                List.of("batch-norm-1/running-mean", "batch-norm-1/running-variance"),
                network.states().stream().map(State::name).toList());
        assertEquals(3 * 3 * 2 * 3 + 3 + 3 * 3 * 3 * 3 + 3 + 3 + 3 + 4 * 4 * 3 + 1, network.size());
    }

    @Test
    void anActivationWithParametersIsPrefixedByWhereItIs() {
        Services services = Trials.services(new Scaled());
        StageSpec stage = stage(services, """
                {id: hidden, type: conv2d, filters: 3, kernel: 3, activation: scaled},
                flatten, {id: out, type: dense, units: 1, activation: scaled}
                """);
        List<String> names = Network.of(stage, images(2, 8, 1), Network.Mode.TRAINING).parameters().stream()
                .map(Parameter::name)
                .toList();
        assertTrue(names.contains("hidden/activation/scale"), names::toString);
        assertTrue(names.contains("out/activation/scale"), names::toString);
        assertEquals(names.size(), names.stream().distinct().count());
    }

    @Test
    void aFrozenLayerIsAppliedAsOutsideTraining() {
        Network network = network(
                "{type: batch-norm, frozen: true}, {type: dropout, frozen: true}, {type: batch-norm},"
                        + " global-max-pool, {type: dense, units: 1}",
                Network.Mode.TRAINING);
        assertEquals(2, network.updates().size(), "the running statistics of the layer that is not frozen");
        assertTrue(network.updates().keySet().stream()
                .allMatch(state -> ((Primitive.Leaf) state.op()).name().startsWith("batch-norm-2/")));
        assertTrue(network.parameters().stream().noneMatch(p -> p.name().startsWith("batch-norm-1") && p.trainable()));
        assertTrue(result(network, "dropout-1") == result(network, "batch-norm-1"), "frozen dropout drops nothing");
        assertEquals(
                0,
                network("batch-norm, flatten, {type: dense, units: 1}", Network.Mode.INFERENCE)
                        .updates()
                        .size());
    }

    @Test
    void aLayerThatDoesNotFitIsAMistakeAtItsPlace() {
        Problem problem =
                problem("{type: conv2d, filters: 3, kernel: 3},\n  {id: deep, type: conv2d, filters: 1, kernel: 7}");
        assertEquals(6, problem.mark().line());
        assertEquals(3, problem.mark().column());
        assertTrue(problem.message().startsWith("layer deep (conv2d) on an input of [6, 6, 3]: "), problem.message());
    }

    @Test
    void aLayerThatAsksTwiceForOneNameIsAMistake() {
        SpecException e = assertThrows(
                SpecException.class,
                () -> Network.of(
                        stage(Trials.services(new Twice()), "{id: odd, type: twice}"),
                        images(2, 8, 1),
                        Network.Mode.INFERENCE));
        String message = e.problems().getFirst().message();
        assertTrue(message.contains("layer odd (twice)"), message);
        assertTrue(message.contains("asks twice for a parameter or state named scale"), message);
    }

    private static Problem problem(String layers) {
        SpecException e = assertThrows(SpecException.class, () -> network(layers, Network.Mode.INFERENCE));
        assertEquals(1, e.problems().size());
        return e.problems().getFirst();
    }

    /** Multiplies each channel by a learned scale. */
    @Type("scaled")
    @Describe("Scales.")
    public static final class Scaled implements Layer<NoSettings> {

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
            Value x = inputs.getFirst();
            return Ops.multiply(x, scale(scope, x));
        }
    }

    /** Asks twice for one parameter. */
    @Type("twice")
    @Describe("Asks twice.")
    public static final class Twice implements Layer<NoSettings> {

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
            Value x = inputs.getFirst();
            return Ops.add(Ops.multiply(x, scale(scope, x)), scale(scope, x));
        }
    }

    private static Value scale(LayerScope scope, Value x) {
        return scope.parameter("scale", Shape.of(x.shape().dim(-1)), Ones.PART);
    }
}
