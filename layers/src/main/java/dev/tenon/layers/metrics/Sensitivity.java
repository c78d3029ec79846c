package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.Optional;

/**
 * True positives over all positives, at a threshold of 0, mean over the outputs. Of two classes the second is the
 * positive one, unless a class is named; of more, one is.
 */
@Type("sensitivity")
@Describe("Sensitivity (recall, true-positive rate): the fraction of positives that are predicted positive.")
public final class Sensitivity implements Fraction<One>, Streamed<One> {

    @Override
    public Class<One> settings() {
        return One.class;
    }

    @Override
    public boolean takes(One settings, Targets targets, int units) {
        return targets == Targets.SIGNS
                || (targets == Targets.CLASSES && (units == 2 || settings.only().isPresent()));
    }

    @Override
    public Optional<String> undefined(One settings, TargetRows rows) {
        return UnitScores.missing(rows, settings, first(rows), true, false);
    }

    @Override
    public Accumulator start(One settings) {
        return Tally.mean(rows -> settings.units(rows, first(rows)), Tally.Counts::foundOfPresent);
    }

    /** Of two classes the second is the thing. */
    private static int first(TargetRows rows) {
        return rows.kind() == Targets.CLASSES ? 1 : 0;
    }
}
