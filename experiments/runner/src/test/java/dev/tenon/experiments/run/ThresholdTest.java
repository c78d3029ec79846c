package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.MeasuredRows;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.Measures;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.OperatingPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Thresholds that are chosen on one split. */
final class ThresholdTest {

    private static final Part<Metric<?>> SENSITIVITY = metric("sensitivity");
    private static final Part<Metric<?>> SPECIFICITY = metric("specificity");

    private static Part<Metric<?>> metric(String name) {
        CompareSpec compare = new CompareSpec(
                "test." + name,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                0.95,
                0,
                CompareSpec.Match.NOTHING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Measures(Services.installed(), compare).of("test." + name).metric();
    }

    private static MeasuredRows signs(float... targets) {
        return new MeasuredRows(
                new TargetRows(Targets.SIGNS, List.of("thing"), 1, targets, targets.length),
                IntStream.range(0, targets.length).toArray());
    }

    private static double measured(Part<Metric<?>> metric, MeasuredRows rows, float[] outputs, double threshold) {
        return rows.measure(metric, Threshold.shifted(rows.targets(), outputs, threshold));
    }

    @Test
    void keepsTheLevelAndIsBestForTheRest() {
        float[] outputs = {-3, -2, -1, 0, 1, 2, 3, 4};
        MeasuredRows rows = signs(-1, 1, -1, -1, 1, -1, 1, 1);
        // Three of four positives lie above 0; below that there are three of four negatives.
        double threshold = Threshold.choose(new OperatingPoint(SENSITIVITY, 0.75), SPECIFICITY, rows, outputs);
        assertEquals(0, threshold);
        assertEquals(0.75, measured(SENSITIVITY, rows, outputs, threshold));
        assertEquals(0.75, measured(SPECIFICITY, rows, outputs, threshold));
        // Nothing may be missed: the lowest positive is at -2.
        assertEquals(-3, Threshold.choose(new OperatingPoint(SENSITIVITY, 1), SPECIFICITY, rows, outputs));
        // No false alarm: the highest negative is at 2. All thresholds from there to 3 find the same; the highest is a
        // score.
        assertEquals(2, Threshold.choose(new OperatingPoint(SPECIFICITY, 1), SENSITIVITY, rows, outputs));
    }

    @Test
    void noThresholdKeepsWhatCannotBe() {
        MeasuredRows rows = signs(1, -1);
        assertTrue(Double.isNaN(
                Threshold.choose(new OperatingPoint(SENSITIVITY, 1.1), SPECIFICITY, rows, new float[] {1, 2})));
        assertEquals(
                Math.nextDown(1.0),
                Threshold.choose(new OperatingPoint(SENSITIVITY, 1), SPECIFICITY, rows, new float[] {1, 2}),
                "all are said to have it");
    }

    @Test
    void ofTwoClassesTheScoreIsHowFarTheSecondIsAbove() {
        MeasuredRows rows = new MeasuredRows(
                new TargetRows(Targets.CLASSES, List.of("no", "yes"), 2, new float[] {0, 1, 1}, 3),
                new int[] {0, 1, 2});
        float[] outputs = {5, 4, /**/ 1, 1.5f, /**/ 0, 3};
        double threshold = Threshold.choose(new OperatingPoint(SENSITIVITY, 0.5), SPECIFICITY, rows, outputs);
        assertEquals(0.5, threshold, "the higher of two that are as good");
        assertArrayEquals(new float[] {0, -1.5f, 0, 0, 0, 2.5f}, Threshold.shifted(rows.targets(), outputs, threshold));
    }

    @Test
    void aScoreJustAboveStaysAbove() {
        MeasuredRows rows = signs(1, 1, -1);
        double threshold = 1e-45 / 4;
        float[] shifted = Threshold.shifted(rows.targets(), new float[] {Float.MIN_VALUE, 0, -0f}, threshold);
        assertTrue(
                shifted[0] > 0 && shifted[1] < 0 && shifted[2] < 0,
                List.of(shifted[0], shifted[1]).toString());
    }

    /** Many scores: of those tried none that keeps the level is better. */
    @Test
    void thousandsOfScores() {
        RandomStream random = new RandomStream(1, "scores");
        float[] targets = new float[5000];
        float[] outputs = new float[targets.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = i % 3 == 0 ? 1 : -1;
            outputs[i] = (float) random.nextGaussian() + targets[i];
        }
        MeasuredRows rows = signs(targets);
        double threshold = Threshold.choose(new OperatingPoint(SENSITIVITY, 0.9), SPECIFICITY, rows, outputs);
        double kept = measured(SENSITIVITY, rows, outputs, threshold);
        assertTrue(kept >= 0.9 && kept < 0.905, () -> "sensitivity " + kept);
        // Two unit normals two apart: at sensitivity 0.9 the specificity is Phi(2 - 1.2816) = 0.764.
        assertEquals(0.764, measured(SPECIFICITY, rows, outputs, threshold), 0.02);
    }
}
