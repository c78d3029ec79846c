package com.example.worstside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import dev.tenon.testkit.MetricContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The suite checks determinism, that better outputs measure better, and that the order of examples does not matter. */
final class WorstSideTest extends MetricContract {

    @Override
    protected Metric<?> metric() {
        return new WorstSide();
    }

    @Test
    void theOutputWithTheFewestCounts() {
        float[] outputs = {1, 1, 1, 1, 1, 1, 1, 1};
        float[] targets = {1, 1, 1, -1, 1, -1, 1, 1};
        assertEquals(0.5, measured(Targets.SIGNS, outputs, targets, 4));
    }

    @Test
    void ofClassesAnOutputIsRightBelowZeroWhereTheClassIsAnother() {
        float[] outputs = {1, -1, -1, 1, 1, 1};
        float[] labels = {0, 1, 0};
        assertEquals(2.0 / 3, measured(Targets.CLASSES, outputs, labels, 3));
    }

    private static double measured(Targets kind, float[] outputs, float[] targets, int count) {
        TargetRows rows = new TargetRows(kind, List.of("left", "right"), 2, targets, count);
        return new WorstSide().measure(new NoSettings(), rows, outputs);
    }
}
