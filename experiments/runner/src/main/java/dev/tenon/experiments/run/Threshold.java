package dev.tenon.experiments.run;

import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.MeasuredRows;
import dev.tenon.experiments.data.YesNo;
import dev.tenon.experiments.spec.OperatingPoint;
import java.util.Arrays;

/**
 * The score above which a network says yes. It is chosen on one split and kept for another: outputs are shifted so that the threshold
 * comes to lie at 0, where metrics have it.
 */
final class Threshold {

    /** Thresholds tried, at most: more than that are taken at equal ranks, so that choosing takes a time that grows with the split. */
    private static final int TRIED = 1000;

    private Threshold() {}

    /**
     * Chooses a threshold among the scores: of those that keep the operating point's metric at its level, where another metric is
     * best; of several the highest. A score equal to the threshold is a no.
     *
     * @param rows of the split to choose on
     * @param outputs of those rows
     * @return NaN if no threshold keeps the level
     */
    static double choose(OperatingPoint point, Part<Metric<?>> best, MeasuredRows rows, float[] outputs) {
        double[] scores = YesNo.scores(rows.targets().kind(), outputs);
        double[] sorted = Arrays.stream(scores).sorted().distinct().toArray();
        double found = Double.NaN;
        double foundBest = Double.NEGATIVE_INFINITY;
        int tried = Math.min(TRIED, sorted.length + 1);
        for (int i = 0; i < tried; i++) {
            int rank = tried == 1 ? 0 : (int) ((long) i * sorted.length / (tried - 1));
            double threshold = rank == 0 ? Math.nextDown(sorted[0]) : sorted[rank - 1];
            float[] shifted = shifted(rows.targets(), outputs, threshold);
            if (rows.measure(point.metric(), shifted) >= point.least()) {
                double measured = rows.measure(best, shifted);
                if (measured >= foundBest) {
                    found = threshold;
                    foundBest = measured;
                }
            }
        }
        return found;
    }

    /** The outputs as they would be if the threshold were 0; the order of the scores and which are above it stay. */
    static float[] shifted(TargetRows targets, float[] outputs, double threshold) {
        double[] scores = YesNo.scores(targets.kind(), outputs);
        float[] shifted = new float[outputs.length];
        for (int row = 0; row < scores.length; row++) {
            // Exact about the sign: a difference of two doubles is 0 only if they are equal, and a float of it keeps
            // its sign.
            float score = signed(scores[row] - threshold);
            if (targets.kind() == Targets.CLASSES) {
                shifted[2 * row + 1] = score;
            } else {
                shifted[row] = score;
            }
        }
        return shifted;
    }

    /** The nearest float, but not 0 of what is not 0. */
    private static float signed(double value) {
        float nearest = (float) value;
        return nearest == 0 && value != 0 ? Math.copySign(Float.MIN_VALUE, (float) Math.signum(value)) : nearest;
    }
}
