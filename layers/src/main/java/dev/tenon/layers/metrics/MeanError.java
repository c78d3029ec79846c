package dev.tenon.layers.metrics;

import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import java.util.function.DoubleUnaryOperator;

/** The mean over rows and outputs of something of the difference of output and target, summed in double in their order. */
final class MeanError implements Metric.Accumulator {

    private final DoubleUnaryOperator size;
    private double sum;
    private long terms;

    MeanError(DoubleUnaryOperator size) {
        this.size = size;
    }

    @Override
    public void add(TargetRows rows, float[] outputs) {
        int count = rows.count() * rows.units();
        for (int i = 0; i < count; i++) {
            sum += size.applyAsDouble((double) outputs[i] - rows.values()[i]);
        }
        terms += count;
    }

    @Override
    public double value() {
        return sum / terms;
    }
}
