package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The coefficient of determination, {@code 1 - sum (y - z)^2 / sum (y - mean y)^2}, mean over the outputs. A split in which a target
 * does not vary gives NaN.
 */
@Type("r-squared")
@Describe("R²: the fraction of the targets' variance that the outputs explain.")
public final class RSquared implements Streamed<NoSettings> {

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
            if (spread(List.of(rows), unit) == 0) {
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
    public Accumulator start(NoSettings settings) {
        return new Explained();
    }

    /** Sums the errors. Of the targets all are kept, since a sum about their mean comes after the mean. */
    private static final class Explained implements Accumulator {
        private final List<TargetRows> parts = new ArrayList<>();
        private double[] errors = new double[0];

        @Override
        public void add(TargetRows rows, float[] outputs) {
            if (parts.isEmpty()) {
                errors = new double[rows.units()];
            }
            parts.add(rows);
            for (int i = 0; i < rows.count() * rows.units(); i++) {
                double error = (double) outputs[i] - rows.values()[i];
                errors[i % rows.units()] += error * error;
            }
        }

        @Override
        public double value() {
            double sum = 0;
            for (int unit = 0; unit < errors.length; unit++) {
                double spread = spread(parts, unit);
                sum += spread == 0 ? Double.NaN : 1 - errors[unit] / spread;
            }
            return sum / errors.length;
        }
    }

    /** The sum of the squared differences of a target from its mean. */
    private static double spread(List<TargetRows> parts, int unit) {
        long count = parts.stream().mapToLong(TargetRows::count).sum();
        double mean = 0;
        for (TargetRows rows : parts) {
            for (int i = unit; i < rows.count() * rows.units(); i += rows.units()) {
                mean += (double) rows.values()[i] / count;
            }
        }
        double sum = 0;
        for (TargetRows rows : parts) {
            for (int i = unit; i < rows.count() * rows.units(); i += rows.units()) {
                double difference = rows.values()[i] - mean;
                sum += difference * difference;
            }
        }
        return sum;
    }
}
