package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.Optional;

/**
 * The harmonic mean of precision and sensitivity, {@code 2 TP / (2 TP + FP + FN)}, mean over the outputs; of classes, mean over all
 * of them (macro average). A split that lacks one gives NaN.
 */
@Type("f1")
@Describe("F1 score: the harmonic mean of precision and sensitivity, averaged over outputs or classes.")
public final class F1 implements Fraction<One>, Streamed<One> {

    @Override
    public Class<One> settings() {
        return One.class;
    }

    @Override
    public boolean takes(One settings, Targets targets, int units) {
        return targets != Targets.NUMBERS;
    }

    @Override
    public Optional<String> undefined(One settings, TargetRows rows) {
        return UnitScores.missing(rows, settings, 0, true, false);
    }

    @Override
    public Accumulator start(One settings) {
        return Tally.mean(
                rows -> settings.units(rows, 0),
                counts -> counts.present() == 0 ? Double.NaN : 2.0 * counts.both() / (counts.both() + counts.either()));
    }
}
