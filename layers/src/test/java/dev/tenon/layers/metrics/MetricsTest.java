package dev.tenon.layers.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small cases worked out by hand. */
final class MetricsTest {

    private static final float P = 1;
    private static final float A = -1;

    private static final NoSettings NONE = new NoSettings();
    private static final One ALL = new One(Optional.empty());

    private static TargetRows rows(Targets kind, float[] targets, int count, String... names) {
        return new TargetRows(kind, List.of(names), names.length, targets, count);
    }

    private static TargetRows rows(Targets kind, float[] targets, int count, int units) {
        return rows(
                kind,
                targets,
                count,
                IntStream.range(0, units).mapToObj(Integer::toString).toArray(String[]::new));
    }

    /** With its defaults. */
    private static <S extends Record> double measure(Metric<S> metric, TargetRows rows, float[] outputs) {
        return metric.measure(defaults(metric), rows, outputs);
    }

    private static <S extends Record> S defaults(Metric<S> metric) {
        return metric.settings()
                .cast(
                        switch (metric) {
                            case CalibrationError _ -> new CalibrationError.Settings(15);
                            case TopK _ -> new TopK.Settings(5);
                            default -> metric.settings() == One.class ? ALL : NONE;
                        });
    }

    private static double signs(Metric<?> metric, float[] outputs, float[] targets, int units) {
        return measure(metric, rows(Targets.SIGNS, targets, targets.length / units, units), outputs);
    }

    private static double classes(Metric<?> metric, float[] outputs, float... targets) {
        return measure(
                metric, rows(Targets.CLASSES, targets, targets.length, outputs.length / targets.length), outputs);
    }

    @Test
    void accuracyOfSignsCountsAnOutputOfZeroAsAbsent() {
        assertEquals(0.5, signs(new Accuracy(), new float[] {0.1f, 0, 0, -3}, new float[] {P, P, A, P}, 1));
        // Two outputs each: 3 of 4 right.
        assertEquals(0.75, signs(new Accuracy(), new float[] {1, 1, -1, -1}, new float[] {P, P, P, A}, 2));
    }

    @Test
    void accuracyOfClassesTakesTheFirstOfEqualOutputs() {
        float[] outputs = {1, 2, 0, /**/ 5, 5, 1, /**/ 0, 3, 3};
        assertEquals(2.0 / 3, classes(new Accuracy(), outputs, 1, 0, 2));
    }

    @Test
    void sensitivityAndSpecificityAreOfPositivesAndOfNegatives() {
        float[] outputs = {1, -1, 2, -2, 3, -3};
        float[] targets = {P, P, P, A, A, A};
        assertEquals(2.0 / 3, signs(new Sensitivity(), outputs, targets, 1));
        assertEquals(2.0 / 3, signs(new Specificity(), outputs, targets, 1));
        assertEquals(1, signs(new Sensitivity(), new float[] {1, 1, -1}, new float[] {P, P, A}, 1));
        assertEquals(0, signs(new Specificity(), new float[] {1, 1, 1}, new float[] {P, P, A}, 1));
    }

    @Test
    void ofTwoClassesTheSecondIsThePositiveOne() {
        float[] outputs = {0, 1, /**/ 1, 0, /**/ 1, 0, /**/ 1, 0};
        assertEquals(0.5, classes(new Sensitivity(), outputs, 1, 1, 0, 0));
        assertEquals(1, classes(new Specificity(), outputs, 1, 1, 0, 0));
        assertEquals(0.75, classes(new BalancedAccuracy(), outputs, 1, 1, 0, 0));
    }

    @Test
    void balancedAccuracyWeighsARareClassAsACommonOne() {
        float[] outputs = {1, 1, 1, 1, -1};
        assertEquals(0.75, signs(new BalancedAccuracy(), outputs, new float[] {P, P, P, A, A}, 1));
        float[] three = {1, 0, 0, /**/ 1, 0, 0, /**/ 0, 1, 0, /**/ 0, 0, 1};
        // Recalls are 1/1, 1/2 and 1/1.
        assertEquals((1 + 0.5 + 1) / 3, classes(new BalancedAccuracy(), three, 0, 1, 1, 2), 1e-15);
    }

    @Test
    void areasOfAWellKnownExample() {
        float[] scores = {0.1f, 0.4f, 0.35f, 0.8f};
        float[] targets = {A, A, P, P};
        assertEquals(0.75, signs(new Auroc(), scores, targets, 1));
        // Thresholds 0.8, 0.4, 0.35 and 0.1: precision 1, 1/2, 2/3, 1/2 at recall 1/2, 1/2, 1, 1.
        assertEquals(0.5 * 1 + 0.5 * 2 / 3, signs(new AveragePrecision(), scores, targets, 1), 1e-15);
    }

    @Test
    void equalScoresCountOneHalf() {
        assertEquals(0.5, signs(new Auroc(), new float[] {3, 3, 3, 3}, new float[] {P, A, A, P}, 1));
        assertEquals(0.5, signs(new Auroc(), new float[] {0f, -0f}, new float[] {P, A}, 1));
        assertEquals(0.25, signs(new AveragePrecision(), new float[] {3, 3, 3, 3}, new float[] {P, A, A, A}, 1));
    }

    @Test
    void areasAreMeansOverOutputs() {
        // The first output ranks perfectly, the second the wrong way round.
        float[] outputs = {2, 1, 1, 2};
        float[] targets = {P, P, A, A};
        assertEquals(0.5, signs(new Auroc(), outputs, targets, 2));
        assertEquals(0.75, signs(new AveragePrecision(), outputs, targets, 2));
    }

    @Test
    void ofClassesTheProbabilityRanksNotTheLogit() {
        // The class is the likelier where its logit is the smaller: 1 against 0 and 5 against 9.
        float[] outputs = {1, 0, /**/ 5, 9};
        assertEquals(1, classes(new Auroc(), outputs, 0, 1));
        // Probabilities that both round to 1 are still told apart.
        float[] sure = {80, 0, /**/ 50, 0};
        assertEquals(1, classes(new Auroc(), sure, 0, 1));
    }

    @Test
    void squaredErrorIsMeanOverAll() {
        double error = numbers(new MeanSquaredError(), new float[] {1, 2, 3, 4}, new float[] {1, 0, 3, 1}, 2);
        assertEquals((4 + 9) / 4.0, error);
    }

    /** Over all targets of one to three examples: undefined beforehand just where the measure is not a number. */
    @Test
    void whatIsSaidToBeUndefinedIsNotANumberAndNothingElseIs() {
        List<String> names = List.of("left", "right");
        for (Metric<?> metric : List.of(
                new Accuracy(),
                new Auroc(),
                new AveragePrecision(),
                new BalancedAccuracy(),
                new BrierScore(),
                new CalibrationError(),
                new F1(),
                new LogLoss(),
                new MeanDice(),
                new MeanIou(),
                new Precision(),
                new Sensitivity(),
                new Specificity())) {
            for (int examples = 1; examples <= 3; examples++) {
                float[] outputs = {0.5f, -1, 2, 1, -3, 0};
                for (int code = 0; code < (1 << (2 * examples)); code++) {
                    float[] signs = new float[2 * examples];
                    for (int i = 0; i < signs.length; i++) {
                        signs[i] = ((code >> i) & 1) == 0 ? A : P;
                    }
                    assertSays(metric, Targets.SIGNS, outputs, signs, examples, names);
                    float[] labels = new float[examples];
                    for (int i = 0; i < examples; i++) {
                        labels[i] = (code >> i) & 1;
                    }
                    assertSays(metric, Targets.CLASSES, outputs, labels, examples, names);
                }
            }
        }
        assertEquals(
                "there is no example of class \"left\"",
                new Auroc()
                        .undefined(NONE, rows(Targets.CLASSES, new float[] {1, 1}, 2, "left", "right"))
                        .orElseThrow());
        assertEquals(
                "every example is one with \"left\"",
                new Specificity()
                        .undefined(ALL, rows(Targets.SIGNS, new float[] {P, P, P, A}, 2, "left", "right"))
                        .orElseThrow());
    }

    private static <S extends Record> void assertSays(
            Metric<S> metric, Targets kind, float[] outputs, float[] targets, int examples, List<String> names) {
        TargetRows rows = rows(kind, targets, examples, names.toArray(String[]::new));
        float[] some = java.util.Arrays.copyOf(outputs, 2 * examples);
        assertEquals(
                Double.isNaN(measure(metric, rows, some)),
                metric.undefined(defaults(metric), rows).isPresent(),
                () -> metric.type() + " of " + kind + " " + java.util.Arrays.toString(targets));
    }

    @Test
    void whatTheSplitDoesNotDefineIsNotANumber() {
        float[] outputs = {1, 2, 3};
        float[] present = {P, P, P};
        for (Metric<?> metric : List.of(
                new Auroc(), new AveragePrecision(), new BalancedAccuracy(), new Sensitivity(), new Specificity())) {
            boolean needsPresent = metric instanceof AveragePrecision || metric instanceof Sensitivity;
            assertEquals(!needsPresent, Double.isNaN(signs(metric, outputs, present, 1)), metric.type());
            assertTrue(
                    Double.isNaN(signs(metric, outputs, new float[] {A, A, A}, 1)) || metric instanceof Specificity,
                    metric.type());
        }
        assertEquals(1, signs(new Accuracy(), outputs, present, 1));
    }

    private static double numbers(Metric<?> metric, float[] outputs, float[] targets, int units) {
        return measure(metric, rows(Targets.NUMBERS, targets, targets.length / units, units), outputs);
    }

    @Test
    void overlapOfAMaskIsTheMeanOverItsClasses() {
        // Six pixels. Class 0: 2 of 4; class 1: 1 of 3; class 2: 0 of 1; class 3 neither is nor is said.
        float[] outputs = {
            9, 0, 0, 0, /**/ 9, 0, 0, 0, /**/ 0, 9, 0, 0, /**/ 0, 9, 0, 0, /**/ 9, 0, 0, 0, /**/ 0, 0, 9, 0
        };
        float[] targets = {0, 0, 0, 1, 1, 0};
        assertEquals((2.0 / 5 + 1.0 / 3 + 0) / 3, classes(new MeanIou(), outputs, targets), 1e-15);
        // Of signs: said 2, there 2, both 1.
        assertEquals(1.0 / 3, signs(new MeanIou(), new float[] {1, 1, -1, -1}, new float[] {P, A, P, A}, 1), 1e-15);
    }

    @Test
    void f1IsTheHarmonicMeanOfPrecisionAndSensitivity() {
        // Precision 2/3, sensitivity 2/4.
        float[] outputs = {1, 1, 1, -1, -1, -1};
        float[] targets = {P, P, A, P, P, A};
        assertEquals(2 * (2.0 / 3) * 0.5 / (2.0 / 3 + 0.5), signs(new F1(), outputs, targets, 1), 1e-15);
    }

    @Test
    void likelihoodAndSquaresOfProbabilities() {
        // Probabilities 3/4 and 1/4 of two classes, then 1/2 and 1/2.
        float[] outputs = {(float) Math.log(3), 0, /**/ 0, 0};
        double expected = (Math.log(4.0 / 3) + Math.log(2)) / 2;
        assertEquals(expected, classes(new LogLoss(), outputs, 0, 1), 1e-7);
        assertEquals((2.0 / 16 + 0.5) / 2, classes(new BrierScore(), outputs, 0, 1), 1e-7);
        // The same probabilities of one thing, there and not there.
        float[] scores = {(float) Math.log(3), 0};
        assertEquals(expected, signs(new LogLoss(), scores, new float[] {P, A}, 1), 1e-7);
        assertEquals((1.0 / 16 + 0.25) / 2, signs(new BrierScore(), scores, new float[] {P, A}, 1), 1e-7);
        assertEquals(
                1000,
                signs(new LogLoss(), new float[] {-1000}, new float[] {P}, 1),
                1e-9,
                "large odds do not overflow");
    }

    @Test
    void calibrationIsTheDistanceOfSurenessFromTruth() {
        // Four examples of probability 3/4 of which two are right, and two of 1/2 of which one is: 4/6 of 1/4 and 2/6
        // of 0.
        float l = (float) Math.log(3);
        float[] outputs = {l, 0, /**/ l, 0, /**/ l, 0, /**/ l, 0, /**/ 0, 0, /**/ 0, 0};
        assertEquals(4.0 / 6 * 0.25, classes(new CalibrationError(), outputs, 0, 0, 1, 1, 0, 1), 1e-7);
        assertEquals(0.25, signs(new CalibrationError(), new float[] {l, l}, new float[] {P, A}, 1), 1e-7);
    }

    @Test
    void errorsOfNumbers() {
        float[] outputs = {1, 2, 3, 6};
        float[] targets = {1, 2, 4, 5};
        assertEquals(0.5, numbers(new MeanAbsoluteError(), outputs, targets, 1));
        // The mean is 3, the squares about it 4 + 1 + 1 + 4.
        assertEquals(1 - 2.0 / 10, numbers(new RSquared(), outputs, targets, 1), 1e-15);
        assertTrue(Double.isNaN(numbers(new RSquared(), outputs, new float[] {2, 2, 2, 2}, 1)));
        assertEquals(
                "\"y\" is the same in every example",
                new RSquared()
                        .undefined(NONE, rows(Targets.NUMBERS, new float[] {2, 2}, 2, "y"))
                        .orElseThrow());
    }

    @Test
    void outputsThatAreNotFiniteAreNotMeasured() {
        for (Metric<?> metric : List.of(
                new Accuracy(),
                new Auroc(),
                new AveragePrecision(),
                new BalancedAccuracy(),
                new BrierScore(),
                new CalibrationError(),
                new F1(),
                new LogLoss(),
                new MeanDice(),
                new MeanIou(),
                new Precision(),
                new Sensitivity(),
                new Specificity())) {
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                assertTrue(Double.isNaN(signs(metric, new float[] {1, bad}, new float[] {P, A}, 1)), metric.type());
                assertTrue(Double.isNaN(classes(metric, new float[] {1, 0, bad, 0}, 0, 1)), metric.type());
            }
        }
    }

    @Test
    void eachMetricSaysWhatItTakes() {
        assertTrue(new Accuracy().takes(NONE, Targets.CLASSES, 10));
        assertTrue(new Auroc().takes(NONE, Targets.SIGNS, 3));
        assertFalse(new AveragePrecision().takes(NONE, Targets.NUMBERS, 1));
        assertTrue(new Sensitivity().takes(ALL, Targets.CLASSES, 2));
        assertFalse(new Sensitivity().takes(ALL, Targets.CLASSES, 3));
        assertFalse(new Specificity().takes(ALL, Targets.NUMBERS, 2));
        assertTrue(new MeanSquaredError().takes(NONE, Targets.NUMBERS, 1));
        assertFalse(new MeanSquaredError().takes(NONE, Targets.SIGNS, 1));
        assertFalse(new MeanSquaredError().higherIsBetter());
        assertTrue(new Auroc().higherIsBetter());
    }

    @Test
    void oneClassAlone() {
        // Said to be 0, 1, 1, 2; in truth 0, 1, 2, 2.
        float[] outputs = {1, 0, 0, /**/ 0, 1, 0, /**/ 0, 1, 0, /**/ 0, 0, 1};
        TargetRows rows = rows(Targets.CLASSES, new float[] {0, 1, 2, 2}, 4, "a", "b", "c");
        One b = new One(Optional.of("b"));
        One c = new One(Optional.of("c"));
        assertEquals(0.5, new Precision().measure(b, rows, outputs));
        assertEquals(1, new Sensitivity().measure(b, rows, outputs));
        assertEquals(2.0 / 3, new Specificity().measure(b, rows, outputs));
        assertEquals(2.0 / 3, new F1().measure(b, rows, outputs), 1e-15);
        assertEquals(0.5, new Sensitivity().measure(c, rows, outputs));
        assertEquals((1 + 0.5 + 1) / 3, new Precision().measure(ALL, rows, outputs), 1e-15);
        assertTrue(new Sensitivity().takes(b, Targets.CLASSES, 3));
        assertEquals(
                "there is no \"d\" among a, b, c",
                new Precision().undefined(new One(Optional.of("d")), rows).orElseThrow());
        assertEquals(
                "there is no example of class \"b\"",
                new F1()
                        .undefined(b, rows(Targets.CLASSES, new float[] {0, 2}, 2, "a", "b", "c"))
                        .orElseThrow());
    }

    @Test
    void aThingThatIsNeverClaimedHasNoPrecision() {
        assertEquals(0, signs(new Precision(), new float[] {-1, -1}, new float[] {P, A}, 1));
    }

    @Test
    void amongTheLargestOutputs() {
        float[] outputs = {4, 3, 2, 1, /**/ 4, 3, 2, 1, /**/ 1, 1, 1, 1, /**/ 1, 1, 1, 1};
        TargetRows rows = rows(Targets.CLASSES, new float[] {1, 2, 1, 2}, 4, 4);
        assertEquals(0, new TopK().measure(new TopK.Settings(1), rows, outputs));
        assertEquals(0.5, new TopK().measure(new TopK.Settings(2), rows, outputs));
        assertEquals(1, new TopK().measure(new TopK.Settings(3), rows, outputs));
        assertFalse(new TopK().takes(new TopK.Settings(4), Targets.CLASSES, 4), "all would be right");
        // Where the largest alone counts, it is accuracy.
        float[] tied = {1, 2, 0, /**/ 5, 5, 1, /**/ 0, 3, 3};
        assertEquals(
                classes(new Accuracy(), tied, 1, 0, 2),
                new TopK().measure(new TopK.Settings(1), rows(Targets.CLASSES, new float[] {1, 0, 2}, 3, 3), tied));
    }

    @Test
    void diceLeavesOutWhatIsNeitherThereNorClaimed() {
        float[] outputs = {1, 0, 0, /**/ 1, 0, 0, /**/ 0, 1, 0};
        // Class 0: 1 of both, 2 claimed, 1 there; class 1: 1, 1, 2; class 2: none.
        assertEquals((2.0 / 3 + 2.0 / 3) / 2, classes(new MeanDice(), outputs, 0, 1, 1), 1e-15);
        assertEquals((1.0 / 2 + 1.0 / 2) / 2, classes(new MeanIou(), outputs, 0, 1, 1), 1e-15);
    }
}
