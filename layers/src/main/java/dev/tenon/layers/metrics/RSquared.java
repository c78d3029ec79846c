package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.Optional;

/**
 * The coefficient of determination, {@code 1 - sum (y - z)^2 / sum (y - mean y)^2}, mean over the outputs. A split in which a target
 * does not vary gives NaN.
 */
@Type("r-squared")
@Describe("R²: the fraction of the targets' variance that the outputs explain.")
public final class RSquared implements Metric<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public boolean takes(NoSettings settings, Targets targets, int units) {
        return targets == Targets.NUMBERS;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Optional<String> undefined(NoSettings settings, TargetRows rows) {
        for (int unit = 0; unit < rows.names().size(); unit++) {
            if (spread(rows, unit) == 0) {
                return Optional.of("\"" + rows.names().get(unit) + "\" is the same in every example");
            }
        }
        return Optional.empty();
    }

    @Override
    public double highest() {
        return 1;
    }

    @Override
    public double measure(NoSettings settings, TargetRows rows, float[] outputs) {
        double sum = 0;
        for (int unit = 0; unit < rows.units(); unit++) {
            double errors = 0;
            for (int example = 0; example < rows.count(); example++) {
                double error =
                        (double) outputs[example * rows.units() + unit] - rows.values()[example * rows.units() + unit];
                errors += error * error;
            }
            double spread = spread(rows, unit);
            sum += spread == 0 ? Double.NaN : 1 - errors / spread;
        }
        return sum / rows.units();
    }

    /** The sum of the squared differences of a target from its mean. */
    private static double spread(TargetRows rows, int unit) {
        double mean = 0;
        for (int example = 0; example < rows.count(); example++) {
            mean += (double) rows.values()[example * rows.units() + unit] / rows.count();
        }
        double sum = 0;
        for (int example = 0; example < rows.count(); example++) {
            double difference = rows.values()[example * rows.units() + unit] - mean;
            sum += difference * difference;
        }
        return sum;
    }
}
