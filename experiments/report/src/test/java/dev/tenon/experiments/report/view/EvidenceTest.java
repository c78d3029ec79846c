package dev.tenon.experiments.report.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.model.LayerSummary;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.Features.LayerFeatures;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EvidenceTest {

    private static final float[] PIXELS = ramp(36, 1);

    private static float[] ramp(int count, float step) {
        float[] values = new float[count];
        IntStream.range(0, count).forEach(i -> values[i] = i * step);
        return values;
    }

    private static Features features(float output, LayerFeatures... layers) {
        return new Features(
                new TrialId("arm", Map.of(), 0),
                Shape.of(6, 6, 1),
                PIXELS,
                List.of("it"),
                List.of(List.of()),
                List.of("it"),
                new float[] {output},
                List.of(layers),
                List.of(),
                Optional.empty());
    }

    private static StageRecord stage(List<LayerSummary> layers, NamedTensor... weights) {
        return new StageRecord("arm", "main", "data", 1, 1, 1, 1, 1, layers, List.of(), List.of(weights));
    }

    /** A map of a kernel of 3 x 3 without padding, two channels, pooled, weighted by 2 and -1. */
    @Test
    void mapsBeforePoolingAreWeightedAsTheDenseLayerDoes() {
        float[] answers = ramp(32, 0.5f);
        Evidence evidence = Evidence.of(
                        features(
                                0,
                                new LayerFeatures("conv", "conv2d", Shape.of(1, 4, 4, 2), answers),
                                new LayerFeatures("pool", "global-max-pool", Shape.of(1, 2), new float[2]),
                                new LayerFeatures("out", "dense", Shape.of(1, 1), new float[1])),
                        stage(
                                List.of(new LayerSummary("conv", "conv2d", List.of(4, 4, 2), 18, 0, 3, 3, false)),
                                new NamedTensor("main/out/kernel", Shape.of(2, 1), new float[] {2, -1})))
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
        Evidence evidence = Evidence.of(
                        features(
                                0,
                                new LayerFeatures("conv", "conv2d", Shape.of(1, 4, 4, 2), answers),
                                new LayerFeatures("pool", "max-pool", Shape.of(1, 2, 2, 2), new float[8]),
                                new LayerFeatures("out", "dense", Shape.of(1, 1), new float[1])),
                        stage(List.of()))
                .orElseThrow();
        assertEquals(4, evidence.height(), "2 x 2 places are too coarse");
        assertArrayEquals(ramp(16, 1), evidence.values());
    }

    @Test
    void pixelsTimesWeightsAddUpToTheAnswer() {
        float[] weights = ramp(36, 0.25f);
        Evidence evidence = Evidence.of(
                        features(
                                0,
                                new LayerFeatures("flatten", "flatten", Shape.of(1, 36), PIXELS),
                                new LayerFeatures("out", "dense", Shape.of(1, 1), new float[1])),
                        stage(List.of(), new NamedTensor("main/out/kernel", Shape.of(36, 1), weights)))
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
        assertTrue(Evidence.of(
                        features(
                                0,
                                new LayerFeatures("hidden", "dense", Shape.of(1, 36), PIXELS),
                                new LayerFeatures("out", "dense", Shape.of(1, 1), new float[1])),
                        stage(List.of(), new NamedTensor("main/out/kernel", Shape.of(36, 1), new float[36])))
                .isEmpty());
    }
}
