package com.example.worstside;

import module dev.tenon.api;

/**
 * The part of right answers of that output which has the fewest, where an output is right on its target's side of 0. In a file:
 * {@code metrics: [test.worst-side]}.
 */
@Type("worst-side")
@Describe("The part of right answers of the output that has the fewest.")
public final class WorstSide implements Metric {

    @Override
    public boolean takes(Targets targets, int units) {
        return targets == Targets.SIGNS;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public double measure(Targets kind, float[] outputs, float[] targets, int examples, int units) {
        double worst = 1;
        for (int unit = 0; unit < units; unit++) {
            int right = 0;
            for (int i = unit; i < outputs.length; i += units) {
                if (Float.isNaN(outputs[i])) {
                    return Double.NaN; // of a network that has become none there is nothing to say
                }
                right += outputs[i] * targets[i] > 0 ? 1 : 0;
            }
            worst = Math.min(worst, (double) right / examples);
        }
        return worst;
    }
}
