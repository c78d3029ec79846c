package dev.tenon.experiments.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.run.Trials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against counts by hand and published ones. */
final class SummaryTest {

    private static Summary summary(String layers, int side, int channels) {
        return Summary.of(
                NetworkTest.stage(Trials.services(), layers), Map.of("image", Shape.of(side, side, channels)));
    }

    /** LeNet-5 on 28 x 28 with padding in the first layer and full connections: 61,706 parameters. */
    @Test
    void leNet() {
        Summary lenet = summary("""
                {id: c1, type: conv2d, filters: 6, kernel: 5, padding: same, activation: relu},
                {id: s2, type: average-pool, size: 2},
                {id: c3, type: conv2d, filters: 16, kernel: 5, activation: relu},
                {id: s4, type: average-pool, size: 2},
                flatten,
                {id: f5, type: dense, units: 120, activation: relu},
                {id: f6, type: dense, units: 84, activation: relu},
                {id: out, type: dense, units: 10}
                """, 28, 1);
        assertEquals(61_706, lenet.parameters());
        assertEquals(61_706, lenet.trainable());
        assertEquals(
                List.of(156L, 0L, 2_416L, 0L, 0L, 48_120L, 10_164L, 850L),
                lenet.layers().stream().map(LayerSummary::parameters).toList());
        assertEquals(
                List.of(28L * 28 * 6 * 25, 0L, 10L * 10 * 16 * 25 * 6, 0L, 0L, 400L * 120, 120L * 84, 84L * 10),
                lenet.layers().stream().map(LayerSummary::multiplyAdds).toList());
        assertEquals(117_600 + 240_000 + 48_000 + 10_080 + 840, lenet.multiplyAdds());
        assertEquals(
                List.of(5, 6, 14, 16, 0, 0, 0, 0),
                lenet.layers().stream().map(LayerSummary::receptiveHeight).toList());
        assertEquals(List.of(5, 5, 16), lenet.layers().get(3).shape());
    }

    @Test
    void receptiveFieldsByHand() {
        // 1 + 2 = 3; dilated 3 spans 5: 3 + 4 = 7; stride 2: 7 + 2 = 9, jump 2; pool 2: 9 + 2 = 11, jump 4; 11 + 2*4 =
        // 19.
        Summary net = summary("""
                {type: conv2d, filters: 1, kernel: 3, padding: same},
                {type: conv2d, filters: 1, kernel: 3, dilation: 2, padding: same},
                {type: conv2d, filters: 1, kernel: 3, stride: 2, padding: same},
                {type: max-pool, size: 2},
                {type: conv2d, filters: 1, kernel: [3, 1], padding: same},
                relu,
                global-max-pool
                """, 32, 1);
        assertEquals(
                List.of(3, 7, 9, 11, 19, 19, 0),
                net.layers().stream().map(LayerSummary::receptiveHeight).toList());
        assertEquals(
                List.of(3, 7, 9, 11, 11, 11, 0),
                net.layers().stream().map(LayerSummary::receptiveWidth).toList());
    }

    @Test
    void branchesSeeWhatTheLargestSees() {
        Summary net = summary("""
                {id: a, type: conv2d, filters: 1, kernel: 3, padding: same},
                {id: b, type: conv2d, filters: 1, kernel: 7, padding: same, inputs: [image]},
                {id: sum, type: add, inputs: [a, b]},
                {id: last, type: conv2d, filters: 1, kernel: 3},
                {id: flat, type: flatten},
                {id: out, type: dense, units: 1}
                """, 16, 1);
        assertEquals(
                List.of(3, 7, 7, 9, 0, 0),
                net.layers().stream().map(LayerSummary::receptiveHeight).toList());
    }

    @Test
    void upsamplingShortensTheWayBetweenNeighbours() {
        // Pooled: 2, jump 2. Doubled: jump 1; 2 + 2 = 4. Four times as many: jump 1/4; 4 + 3/4 is a part of 5 rows.
        Summary net = summary("""
                {type: max-pool, size: 2},
                {type: upsample, factor: 2},
                {type: conv2d, filters: 1, kernel: 3, padding: same},
                {type: upsample, factor: 4},
                {type: conv2d, filters: 1, kernel: 4, padding: same}
                """, 16, 1);
        assertEquals(
                List.of(2, 2, 4, 4, 5),
                net.layers().stream().map(LayerSummary::receptiveHeight).toList());
    }

    private static List<Integer> heights(String layers, int side) {
        return summary(layers, side, 4).layers().stream()
                .map(LayerSummary::receptiveHeight)
                .toList();
    }

    @Test
    void transposedConvolutionsSeeAsManyPixelsAsFiltersOverlap() {
        // Strided: 3, jump 2. Kernel 4 at stride 2: two filters overlap, 3 + 2 = 5, jump 1; 5 + 2 = 7. Kernel 2: no
        // overlap, jump 1/2;
        // 7 + 2/2 = 8. Bilinear: two rows, 8 + 1/2 is a part of 9, jump 1/4.
        assertEquals(List.of(3, 5, 7, 7, 8, 9), heights("""
                {type: conv2d, filters: 4, kernel: 3, stride: 2, padding: same},
                {type: transposed-conv2d, filters: 4, kernel: 4, stride: 2, padding: 1},
                {type: conv2d, filters: 4, kernel: 3, padding: same},
                {type: transposed-conv2d, filters: 4, kernel: 2, stride: 2},
                {type: conv2d, filters: 4, kernel: 3, padding: same},
                {type: bilinear-upsample, factor: 2}
                """, 16));
    }

    @Test
    void depthwiseSeparableAndLocalFiltersSeeWhatAConvolutionSees() {
        assertEquals(List.of(3, 7, 9, 13, 13, 17), heights("""
                {type: depthwise-conv2d, kernel: 3, depth-multiplier: 2, padding: same},
                {type: separable-conv2d, filters: 4, kernel: 3, dilation: 2, padding: same},
                {type: locally-connected, filters: 3, kernel: 3, stride: 2, padding: same},
                {type: locally-connected, filters: 3, kernel: 3},
                {type: locally-connected, filters: 2, kernel: 1},
                {type: conv2d, filters: 1, kernel: 3}
                """, 16));
    }

    @Test
    void whatLooksAtOnePixelSeesNoMoreThanBefore() {
        assertEquals(List.of(3, 3, 3, 3, 3, 3, 3, 3, 3, 5), heights("""
                {type: conv2d, filters: 4, kernel: 3, padding: same},
                softplus, elu, gelu, silu, layer-norm, spatial-dropout, {type: pad, border: 2}, {type: crop, border: [1, 0, 0, 2]},
                {type: conv2d, filters: 1, kernel: 3}
                """, 8));
    }

    /** Mean and variance are of all pixels. */
    @Test
    void whatIsNormalisedOverPixelsSeesAll() {
        for (String norm :
                List.of("instance-norm", "{type: group-norm, groups: 2}", "{type: layer-norm, over: example}")) {
            assertEquals(List.of(0, 0), heights(norm + ", {type: conv2d, filters: 1, kernel: 3}", 8), norm);
        }
    }

    @Test
    void squeezeAndExcitationIsComposed() {
        Summary net = summary("""
                {id: maps, type: conv2d, filters: 8, kernel: 3, padding: same},
                global-average-pool,
                {type: dense, units: 2, activation: relu},
                {id: weights, type: dense, units: 8, activation: sigmoid},
                {id: weighed, type: multiply, inputs: [maps, weights]}
                """, 6, 1);
        assertEquals(List.of(6, 6, 8), net.layers().getLast().shape());
        assertEquals(
                List.of(3, 0, 0, 0, 0),
                net.layers().stream().map(LayerSummary::receptiveHeight).toList());
        assertEquals(80 + 18 + 24, net.parameters());
    }

    /** A separable convolution of 3 x 3 costs 9 + filters for each channel and pixel, a local one what a convolution does. */
    @Test
    void newConvolutionsCostTheirTaps() {
        Summary net = summary("""
                {type: depthwise-conv2d, kernel: 3, depth-multiplier: 2, padding: same, use-bias: false},
                {type: separable-conv2d, filters: 5, kernel: 3, padding: same, use-bias: false},
                {type: locally-connected, filters: 2, kernel: 3, padding: same, use-bias: false},
                {type: transposed-conv2d, filters: 3, kernel: 3, stride: 2, padding: same, use-bias: false}
                """, 4, 4);
        assertEquals(
                List.of(9L * 8, 9L * 8 + 8 * 5, 16L * 45 * 2, 9L * 2 * 3),
                net.layers().stream().map(LayerSummary::parameters).toList());
        assertEquals(
                List.of(16L * 9 * 8, 16L * (9 * 8 + 8 * 5), 16L * 45 * 2, 16L * 9 * 2 * 3),
                net.layers().stream().map(LayerSummary::multiplyAdds).toList());
    }

    @Test
    void aReshapeThatMovesPixelsSeesAll() {
        Summary net = summary("{type: reshape, shape: [1, 1, 64]}, {type: conv2d, filters: 1, kernel: 1}", 8, 1);
        assertEquals(
                List.of(0, 0),
                net.layers().stream().map(LayerSummary::receptiveHeight).toList());
    }

    @Test
    void frozenLayersAreNotTrained() {
        Summary net = summary(
                "{type: conv2d, filters: 2, kernel: 3, frozen: true}, batch-norm, flatten, {type: dense, units: 1}",
                4,
                1);
        assertEquals(20 + 4 + 9, net.parameters(), "running statistics are no parameters");
        assertEquals(4 + 9, net.trainable());
        assertEquals(true, net.layers().getFirst().frozen());
    }

    @Test
    void groupsCostTheirShare() {
        Summary net = summary("{type: conv2d, filters: 4, kernel: 3, groups: 2, padding: same, use-bias: false}", 8, 4);
        assertEquals(3 * 3 * 2 * 4, net.parameters());
        assertEquals(8 * 8 * 3 * 3 * 2 * 4, net.multiplyAdds());
    }
}
