package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * The expected calibration error over bins of equal width (Guo et al., <i>On calibration of modern neural networks</i>, 2017): the
 * difference between how sure the network is and how often it is right, mean over the bins weighted by their examples. Of classes the
 * probability of the chosen class against whether it is right; of signs that of presence against presence, mean over the outputs.
 * Outputs are logits.
 */
@Type("calibration-error")
@Describe("How far probabilities are from frequencies: expected calibration error.")
public final class CalibrationError implements Metric<CalibrationError.Settings> {

    /** Settings. */
    public record Settings(
            @Describe("How many bins of equal width probabilities are sorted into.")
            @Default("15")
            @Range(min = 1, max = 1000)
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
    public double measure(Settings settings, TargetRows rows, float[] outputs) {
        Answers answers = new Answers(rows, outputs);
        if (!answers.classes()) {
            return answers.meanOverUnits(unit -> error(
                    settings.bins(),
                    rows.count(),
                    example -> answers.probability(example, unit),
                    example -> answers.present(example, unit)));
        }
        return answers.broken()
                ? Double.NaN
                : error(
                        settings.bins(),
                        rows.count(),
                        example -> answers.probability(example, answers.chosen(example)),
                        example -> answers.right(example, 0));
    }

    private static double error(int bins, int examples, IntToDoubleFunction sure, IntPredicate right) {
        double[] surplus = new double[bins];
        for (int example = 0; example < examples; example++) {
            double probability = sure.applyAsDouble(example);
            int bin = Math.min(bins - 1, (int) (probability * bins));
            surplus[bin] += probability - (right.test(example) ? 1 : 0);
        }
        double sum = 0;
        for (double each : surplus) {
            sum += Math.abs(each);
        }
        return sum / examples;
    }
}
