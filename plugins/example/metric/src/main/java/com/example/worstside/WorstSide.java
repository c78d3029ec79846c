package com.example.worstside;

import module dev.tenon.api;

/**
 * The part of right answers of that output which has the fewest, where an output is right on its target's side of 0. In a file:
 * {@code metrics: [test.worst-side]}.
 */
@Type("worst-side")
@Describe("The accuracy of the output with the lowest accuracy.")
public final class WorstSide implements Metric<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public boolean takes(NoSettings settings, Targets targets, int units) {
        return targets != Targets.NUMBERS;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public double measure(NoSettings settings, TargetRows rows, float[] outputs) {
        double worst = 1;
        for (int unit = 0; unit < rows.units(); unit++) {
            int right = 0;
            for (int row = 0; row < rows.count(); row++) {
                float output = outputs[row * rows.units() + unit];
                if (Float.isNaN(output)) {
                    return Double.NaN; // of a network that has become none there is nothing to say
                }
                boolean present = rows.kind() == Targets.CLASSES
                        ? (int) rows.values()[row] == unit
                        : rows.values()[row * rows.units() + unit] > 0;
                right += present ? (output > 0 ? 1 : 0) : (output < 0 ? 1 : 0);
            }
            worst = Math.min(worst, (double) right / rows.count());
        }
        return worst;
    }
}
