package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.Optional;

/**
 * The mean of the parts of right answers among examples of each kind: of signs the mean of sensitivity and specificity,
 * mean over the outputs; of classes the mean over the classes. A split that lacks a kind gives NaN.
 */
@Type("balanced-accuracy")
@Describe("The mean of the per-class recalls.")
public final class BalancedAccuracy implements Fraction<NoSettings>, Streamed<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public boolean takes(NoSettings settings, Targets targets, int units) {
        return targets != Targets.NUMBERS;
    }

    @Override
    public Optional<String> undefined(NoSettings settings, TargetRows rows) {
        return UnitScores.missing(rows, 0, true, rows.kind() == Targets.SIGNS);
    }

    @Override
    public Accumulator start(NoSettings settings) {
        return new Tally((rows, units) -> units.stream()
                        .mapToDouble(counts -> rows.kind() == Targets.CLASSES
                                ? counts.foundOfPresent()
                                : (counts.foundOfPresent() + counts.clearOfAbsent()) / 2)
                        .reduce(0, Double::sum)
                / units.size());
    }
}
