package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Targets;

/**
 * The Dice coefficient {@code 2 TP / (2 TP + FP + FN)} of each class, mean over the classes that any example has or is given. Of a
 * mask, an example is a pixel. Of signs the same for each output. Where every class is in the split it is the F1 score.
 */
@Type("mean-dice")
@Describe("The Dice coefficient of masks, averaged over classes.")
public final class MeanDice implements Fraction<NoSettings>, Streamed<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public boolean takes(NoSettings settings, Targets targets, int units) {
        return targets != Targets.NUMBERS;
    }

    @Override
    public Accumulator start(NoSettings settings) {
        return Tally.meanOfCounted(counts -> 2.0 * counts.both() / (counts.both() + counts.either()));
    }
}
