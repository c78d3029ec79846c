package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.Optional;

/**
 * True negatives over all negatives, at a threshold of 0, mean over the outputs. Of two classes the second is the
 * positive one, unless a class is named; of more, one is.
 */
@Type("specificity")
@Describe("Specificity (true-negative rate): the fraction of negatives that are predicted negative.")
public final class Specificity implements Fraction<One>, Streamed<One> {

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
        return UnitScores.missing(rows, settings, first(rows), false, true);
    }

    @Override
    public Accumulator start(One settings) {
        return Tally.mean(rows -> settings.units(rows, first(rows)), Tally.Counts::clearOfAbsent);
    }

    /** Of two classes the second is the thing. */
    private static int first(TargetRows rows) {
        return rows.kind() == Targets.CLASSES ? 1 : 0;
    }
}
