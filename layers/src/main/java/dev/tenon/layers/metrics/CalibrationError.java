package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Targets;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * The expected calibration error over 15 bins of equal width (Guo et al., <i>On calibration of modern neural networks</i>, 2017): the
 * difference between how sure the network is and how often it is right, mean over the bins weighted by their examples. Of classes the
 * probability of the chosen class against whether it is right; of signs that of presence against presence, mean over the outputs.
 * Outputs are logits.
 */
@Type("calibration-error")
@Describe("How far probabilities are from frequencies: expected calibration error over 15 bins.")
public final class CalibrationError implements Metric {

    private static final int BINS = 15;

    @Override
    public boolean takes(Targets targets, int units) {
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
    public double measure(Targets kind, float[] outputs, float[] targets, int examples, int units) {
        Answers answers = new Answers(kind, outputs, targets, examples, units);
        if (!answers.classes()) {
            return answers.meanOverUnits(unit -> error(
                    examples,
                    example -> answers.probability(example, unit),
                    example -> answers.present(example, unit)));
        }
        return answers.broken()
                ? Double.NaN
                : error(
                        examples,
                        example -> answers.probability(example, answers.chosen(example)),
                        example -> answers.right(example, 0));
    }

    private static double error(int examples, IntToDoubleFunction sure, IntPredicate right) {
        double[] surplus = new double[BINS];
        for (int example = 0; example < examples; example++) {
            double probability = sure.applyAsDouble(example);
            int bin = Math.min(BINS - 1, (int) (probability * BINS));
            surplus[bin] += probability - (right.test(example) ? 1 : 0);
        }
        double sum = 0;
        for (double each : surplus) {
            sum += Math.abs(each);
        }
        return sum / examples;
    }
}
