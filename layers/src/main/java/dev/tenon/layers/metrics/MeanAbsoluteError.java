package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Targets;

/**
 * The mean over examples and outputs of the size of the difference of output and target.
 */
@Type("mean-absolute-error")
@Describe("The mean size of the difference of output and target.")
public final class MeanAbsoluteError implements Metric {

    @Override
    public boolean takes(Targets targets, int units) {
        return targets == Targets.NUMBERS;
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
    public double measure(Targets kind, float[] outputs, float[] targets, int examples, int units) {
        double sum = 0;
        for (int i = 0; i < examples * units; i++) {
            sum += Math.abs((double) outputs[i] - targets[i]);
        }
        return sum / ((double) examples * units);
    }
}
