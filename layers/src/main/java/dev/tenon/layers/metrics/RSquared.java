package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Targets;
import java.util.List;
import java.util.Optional;

/**
 * The coefficient of determination, {@code 1 - sum (y - z)^2 / sum (y - mean y)^2}, mean over the outputs. A split in which a target
 * does not vary gives NaN.
 */
@Type("r-squared")
@Describe("The fraction of the variance of the targets that the outputs explain.")
public final class RSquared implements Metric {

    @Override
    public boolean takes(Targets targets, int units) {
        return targets == Targets.NUMBERS;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Optional<String> undefined(Targets kind, float[] targets, int examples, List<String> names) {
        for (int unit = 0; unit < names.size(); unit++) {
            if (spread(targets, examples, names.size(), unit) == 0) {
                return Optional.of("\"" + names.get(unit) + "\" is the same in every example");
            }
        }
        return Optional.empty();
    }

    @Override
    public double highest() {
        return 1;
    }

    @Override
    public double measure(Targets kind, float[] outputs, float[] targets, int examples, int units) {
        double sum = 0;
        for (int unit = 0; unit < units; unit++) {
            double errors = 0;
            for (int example = 0; example < examples; example++) {
                double error = (double) outputs[example * units + unit] - targets[example * units + unit];
                errors += error * error;
            }
            double spread = spread(targets, examples, units, unit);
            sum += spread == 0 ? Double.NaN : 1 - errors / spread;
        }
        return sum / units;
    }

    /** The sum of the squared differences of a target from its mean. */
    private static double spread(float[] targets, int examples, int units, int unit) {
        double mean = 0;
        for (int example = 0; example < examples; example++) {
            mean += (double) targets[example * units + unit] / examples;
        }
        double sum = 0;
        for (int example = 0; example < examples; example++) {
            double difference = targets[example * units + unit] - mean;
            sum += difference * difference;
        }
        return sum;
    }
}
