package dev.tenon.layers.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Areas on random data with many ties, against their definitions over all pairs and all thresholds. */
final class BruteForceTest {

    private static final int EXAMPLES = 60;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 20, 1000})
    void signs(int levels) {
        RandomStream random = new RandomStream(levels, "metrics");
        int units = 3;
        for (int trial = 0; trial < 20; trial++) {
            float[] outputs = new float[EXAMPLES * units];
            float[] targets = new float[EXAMPLES * units];
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] = random.nextInt(levels) - levels / 2;
                // One of each kind at least, the rest by chance.
                targets[i] = i < units ? 1 : i < 2 * units ? -1 : random.nextInt(4) == 0 ? 1 : -1;
            }
            double area = 0;
            double precision = 0;
            for (int unit = 0; unit < units; unit++) {
                double[] scores = new double[EXAMPLES];
                boolean[] present = new boolean[EXAMPLES];
                for (int example = 0; example < EXAMPLES; example++) {
                    scores[example] = outputs[example * units + unit];
                    present[example] = targets[example * units + unit] == 1;
                }
                area += allPairs(scores, present) / units;
                precision += allThresholds(scores, present) / units;
            }
            assertEquals(
                    area, new Auroc().measure(new NoSettings(), rows(Targets.SIGNS, targets, units), outputs), 1e-12);
            assertEquals(
                    precision,
                    new AveragePrecision().measure(new NoSettings(), rows(Targets.SIGNS, targets, units), outputs),
                    1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void classes(int classes) {
        RandomStream random = new RandomStream(classes, "metrics");
        for (int trial = 0; trial < 20; trial++) {
            float[] outputs = new float[EXAMPLES * classes];
            float[] targets = new float[EXAMPLES];
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] = (float) (4 * random.nextGaussian());
            }
            for (int example = 0; example < EXAMPLES; example++) {
                targets[example] = example < classes ? example : random.nextInt(classes);
            }
            double area = 0;
            double precision = 0;
            for (int c = 0; c < classes; c++) {
                double[] scores = new double[EXAMPLES];
                boolean[] present = new boolean[EXAMPLES];
                for (int example = 0; example < EXAMPLES; example++) {
                    double sum = 0;
                    for (int k = 0; k < classes; k++) {
                        sum += StrictMath.exp(outputs[example * classes + k]);
                    }
                    scores[example] = StrictMath.exp(outputs[example * classes + c]) / sum;
                    present[example] = targets[example] == c;
                }
                area += allPairs(scores, present) / classes;
                precision += allThresholds(scores, present) / classes;
            }
            assertEquals(
                    area,
                    new Auroc().measure(new NoSettings(), rows(Targets.CLASSES, targets, classes), outputs),
                    1e-12);
            assertEquals(
                    precision,
                    new AveragePrecision().measure(new NoSettings(), rows(Targets.CLASSES, targets, classes), outputs),
                    1e-12);
        }
    }

    private static double allPairs(double[] scores, boolean[] present) {
        double won = 0;
        int pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (present[i] && !present[j]) {
                    pairs++;
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return won / pairs;
    }

    /** Sums precision times the gain in recall over every score as a threshold, from the highest down. */
    private static double allThresholds(double[] scores, boolean[] present) {
        double[] thresholds = scores.clone();
        java.util.Arrays.sort(thresholds);
        double sum = 0;
        double recallBefore = 0;
        for (int k = thresholds.length - 1; k >= 0; k--) {
            int claimed = 0;
            int found = 0;
            int all = 0;
            for (int i = 0; i < scores.length; i++) {
                boolean above = scores[i] >= thresholds[k];
                claimed += above ? 1 : 0;
                found += above && present[i] ? 1 : 0;
                all += present[i] ? 1 : 0;
            }
            double recall = (double) found / all;
            sum += (recall - recallBefore) * found / claimed;
            recallBefore = recall;
        }
        return sum;
    }

    private static TargetRows rows(Targets kind, float[] targets, int units) {
        return new TargetRows(kind, Collections.nCopies(units, ""), units, targets, EXAMPLES);
    }
}
