package dev.tenon.experiments.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.run.Trials;
import dev.tenon.testkit.reference.DoubleEvaluator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The field that the recurrence gives against the rows of the image of which some row of the result has a derivative. */
final class ReceptiveFieldTest {

    private static final int SIDE = 24;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: depthwise-conv2d, kernel: 3, depth-multiplier: 2}, {type: separable-conv2d, filters: 2, kernel: 3, dilation: 2}",
                "{type: locally-connected, filters: 2, kernel: 3, stride: 2}, {type: conv2d, filters: 1, kernel: 3}",
                "{type: conv2d, filters: 2, kernel: 3, stride: 2}, {type: locally-connected, filters: 2, kernel: 3}",
                "{type: transposed-conv2d, filters: 2, kernel: 2, stride: 2}, {type: conv2d, filters: 1, kernel: 3}",
                "{type: transposed-conv2d, filters: 2, kernel: 4, stride: 2, padding: 1}, {type: conv2d, filters: 1, kernel: 3}",
                "{type: transposed-conv2d, filters: 2, kernel: 3, stride: 2, padding: same}, {type: conv2d, filters: 1, kernel: 3}",
                "{type: transposed-conv2d, filters: 2, kernel: 5}, {type: conv2d, filters: 1, kernel: 3}",
                "{type: max-pool, size: 2}, {type: transposed-conv2d, filters: 2, kernel: 4, stride: 2, padding: 1}",
                "{type: transposed-conv2d, filters: 2, kernel: 2, stride: 3}",
                "bilinear-upsample, {type: conv2d, filters: 1, kernel: 3}",
                "{type: average-pool, size: 2}, bilinear-upsample, {type: conv2d, filters: 1, kernel: 3}",
                "{type: bilinear-upsample, factor: 3}",
                "{type: pad, border: 1}, {type: conv2d, filters: 2, kernel: 3}, {type: crop, border: [3, 0, 0, 2]}, softplus, elu, gelu, silu",
                "{type: conv2d, filters: 2, kernel: 3}, layer-norm, spatial-dropout",
                "instance-norm",
                "{type: conv2d, filters: 4, kernel: 3}, {type: group-norm, groups: 2}",
                "{type: conv2d, filters: 2, kernel: 3}, {type: layer-norm, over: example}",
                "{id: maps, type: conv2d, filters: 2, kernel: 3}, {id: means, type: global-average-pool},"
                        + "{id: weighed, type: multiply, inputs: [maps, means]}"
            })
    void isWhereDerivativesAre(String layers) {
        var stage = NetworkTest.stage(Trials.services(), layers);
        int said = Summary.of(stage, Map.of("image", Shape.of(SIDE, SIDE, 2)))
                .layers()
                .getLast()
                .receptiveHeight();
        assertEquals(
                said == 0 ? SIDE : said,
                measured(Network.of(stage, NetworkTest.images(1, SIDE, 2), Network.Mode.INFERENCE)));
    }

    /** The largest number of rows between the first and the last with a derivative, over the rows of the result. */
    private static int measured(Network network) {
        Value y = network.output();
        Map<Value, double[]> leaves = new LinkedHashMap<>();
        Value images = Objects.requireNonNull(network.inputs().get("image"));
        leaves.put(images, noise("images", images.shape().size()));
        network.parameters()
                .forEach(p ->
                        leaves.put(p.leaf(), noise(p.name(), p.leaf().shape().size())));
        Value weights = Ops.leaf("weights", y.shape());
        Value gradient = Gradients.of(y, weights, List.of(images)).getFirst();
        DoubleEvaluator evaluator =
                new DoubleEvaluator(Program.of("derivatives", Map.of("gradient", gradient), Map.of()));
        int perRow = y.shape().size() / y.shape().dim(1);
        int largest = 0;
        for (int row = 0; row < y.shape().dim(1); row++) {
            double[] ofRow = new double[y.shape().size()];
            System.arraycopy(noise("weights", perRow), 0, ofRow, row * perRow, perRow);
            leaves.put(weights, ofRow);
            largest = Math.max(
                    largest, rows(Objects.requireNonNull(evaluator.run(leaves).get("gradient"))));
        }
        return largest;
    }

    private static int rows(double[] gradient) {
        int first = SIDE;
        int last = -1;
        for (int i = 0; i < gradient.length; i++) {
            if (gradient[i] != 0) {
                int row = i / (gradient.length / SIDE);
                first = Math.min(first, row);
                last = Math.max(last, row);
            }
        }
        return Math.max(0, last - first + 1);
    }

    private static double[] noise(String name, int count) {
        RandomStream random = new RandomStream(9, name);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
