package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.Optional;

/**
 * True positives over all that is said to be positive, at a threshold of 0 for signs and for the chosen class, mean over the outputs
 * or classes. A thing that is never claimed counts as 0, as it does in F1; a split without it gives NaN.
 */
@Type("precision")
@Describe("Precision: the fraction of predicted positives that are positive.")
public final class Precision implements Fraction<One>, Streamed<One> {

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
        return Tally.mean(rows -> settings.units(rows, 0), counts -> {
            if (counts.present() == 0) {
                return Double.NaN;
            }
            return counts.claimed() == 0 ? 0 : (double) counts.both() / counts.claimed();
        });
    }
}
