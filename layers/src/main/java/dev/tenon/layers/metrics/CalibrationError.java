package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;

/**
 * The expected calibration error over bins of equal width (Guo et al., <i>On calibration of modern neural networks</i>, 2017): the
 * difference between how sure the network is and how often it is right, mean over the bins weighted by their examples. Of classes the
 * probability of the chosen class against whether it is right; of signs that of presence against presence, mean over the outputs.
 * Outputs are logits.
 */
@Type("calibration-error")
@Describe("Expected calibration error: the mean gap between predicted probability and observed frequency.")
public final class CalibrationError implements Streamed<CalibrationError.Settings> {

    /** Settings. */
    public record Settings(
            @Describe("Number of equal-width bins of probability.") @Default("15") @Range(min = 1, max = 1000)
            int bins) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public boolean takes(Settings settings, Targets targets, int units) {
        return targets != Targets.NUMBERS;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double lowest() {
        return 0;
    }

    @Override
    public double highest() {
        return 1;
    }

    @Override
    public Accumulator start(Settings settings) {
        return new Bins(settings.bins());
    }

    /** How much surer the network was than right, in each bin of each output; one row of bins for classes. */
    private static final class Bins implements Accumulator {
        private final int bins;
        private double[][] surplus = new double[0][];
        private long examples;
        private boolean broken;

        Bins(int bins) {
            this.bins = bins;
        }

        @Override
        public void add(TargetRows rows, float[] outputs) {
            UnitScores answers = new UnitScores(rows, outputs);
            broken |= answers.broken();
            if (broken) {
                return; // No probability, and so no bin.
            }
            if (examples == 0) {
                surplus = new double[answers.classes() ? 1 : rows.units()][bins];
            }
            examples += rows.count();
            for (int example = 0; example < rows.count(); example++) {
                for (int unit = 0; unit < surplus.length; unit++) {
                    int said = answers.classes() ? answers.chosen(example) : unit;
                    boolean right = answers.classes() ? answers.right(example, 0) : answers.present(example, unit);
                    double probability = answers.probability(example, said);
                    int bin = Math.min(bins - 1, (int) (probability * bins));
                    surplus[unit][bin] += probability - (right ? 1 : 0);
                }
            }
        }

        @Override
        public double value() {
            double sum = 0;
            for (double[] unit : surplus) {
                double error = 0;
                for (double each : unit) {
                    error += Math.abs(each);
                }
                sum += error / examples;
            }
            return broken ? Double.NaN : sum / surplus.length;
        }
    }
}
