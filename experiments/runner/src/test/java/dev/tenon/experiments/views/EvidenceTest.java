package dev.tenon.experiments.views;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.analysis.Weights;
import dev.tenon.api.graph.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EvidenceTest {

    private static final float[] PIXELS = ramp(36, 1);

    private static float[] ramp(int count, float step) {
        float[] values = new float[count];
        IntStream.range(0, count).forEach(i -> values[i] = i * step);
        return values;
    }

    private static Evidence.Seen seen(List<Weights> weights, Evidence.Layer... layers) {
        return new Evidence.Seen(Shape.of(6, 6, 1), PIXELS, new float[1], List.of(layers), weights);
    }

    private static Evidence.Layer layer(String id, String type, Shape shape, float[] values) {
        return new Evidence.Layer(id, type, shape, values, 0, 0);
    }

    private static List<Weights> kernel(int rows, float... values) {
        return List.of(new Weights("out", "kernel", Shape.of(rows, 1), values));
    }

    /** A map of a kernel of 3 x 3 without padding, two channels, pooled, weighted by 2 and -1. */
    @Test
    void mapsBeforePoolingAreWeightedAsTheDenseLayerDoes() {
        float[] answers = ramp(32, 0.5f);
        Evidence evidence = Evidence.of(seen(
                        kernel(2, 2, -1),
                        new Evidence.Layer("conv", "conv2d", Shape.of(1, 4, 4, 2), answers, 3, 3),
                        layer("pool", "global-max-pool", Shape.of(1, 2), new float[2]),
                        layer("out", "dense", Shape.of(1, 1), new float[1])))
                .orElseThrow();
        assertTrue(evidence.signed());
        for (int place = 0; place < 16; place++) {
            assertEquals(2 * answers[2 * place] - answers[2 * place + 1], evidence.values()[place]);
        }
        // The field of the first place is rows and columns 0 to 2: its middle is 1; the image's edge has none.
        assertEquals(1, evidence.stepX());
        assertEquals(evidence.values()[0], evidence.at(0, 1, 1, 6, 6));
        assertEquals(evidence.values()[15], evidence.at(0, 4, 4, 6, 6));
        assertTrue(Double.isNaN(evidence.at(0, 0, 3, 6, 6)));
    }

    @Test
    void otherMapsGiveTheLargestAnswerAboveTheSmallestOfAnyPlace() {
        float[] answers = ramp(32, 0.5f);
        Evidence evidence = Evidence.of(seen(
                        List.of(),
                        layer("conv", "conv2d", Shape.of(1, 4, 4, 2), answers),
                        layer("pool", "max-pool", Shape.of(1, 2, 2, 2), new float[8]),
                        layer("out", "dense", Shape.of(1, 1), new float[1])))
                .orElseThrow();
        assertEquals(4, evidence.height(), "2 x 2 places are too coarse");
        assertArrayEquals(ramp(16, 1), evidence.values());
    }

    @Test
    void pixelsTimesWeightsAddUpToTheAnswer() {
        float[] weights = ramp(36, 0.25f);
        Evidence evidence = Evidence.of(seen(
                        kernel(36, weights),
                        layer("flatten", "flatten", Shape.of(1, 36), PIXELS),
                        layer("out", "dense", Shape.of(1, 1), new float[1])))
                .orElseThrow();
        double answer = 0;
        double sum = 0;
        for (int i = 0; i < 36; i++) {
            answer += PIXELS[i] * weights[i];
            sum += evidence.at(0, i / 6, i % 6, 6, 6);
        }
        assertEquals(answer, sum, 1e-3);
    }

    @Test
    void hiddenUnitsBelongToNoPlace() {
        assertTrue(Evidence.of(seen(
                        kernel(36, new float[36]),
                        layer("hidden", "dense", Shape.of(1, 36), PIXELS),
                        layer("out", "dense", Shape.of(1, 1), new float[1])))
                .isEmpty());
    }
}
