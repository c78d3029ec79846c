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
        return targets != Targets.NUMBERS;
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
            for (int example = 0; example < examples; example++) {
                float output = outputs[example * units + unit];
                if (Float.isNaN(output)) {
                    return Double.NaN; // of a network that has become none there is nothing to say
                }
                boolean present = kind == Targets.CLASSES
                        ? (int) targets[example] == unit
                        : targets[example * units + unit] > 0;
                right += present ? (output > 0 ? 1 : 0) : (output < 0 ? 1 : 0);
            }
            worst = Math.min(worst, (double) right / examples);
        }
        return worst;
    }
}
