package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Targets;

/**
 * Intersection over union: of a class, the examples that have it and are given it over those that have it or are given it; mean
 * over the classes that any example has or is given (Everingham et al., <i>The Pascal Visual Object Classes Challenge</i>, 2015). Of a
 * mask, an example is a pixel. Of signs the same for each output.
 */
@Type("mean-iou")
@Describe("Intersection over union of masks, averaged over classes.")
public final class MeanIou implements Fraction<NoSettings>, Streamed<NoSettings> {

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
        return Tally.meanOfCounted(counts -> (double) counts.both() / counts.either());
    }
}
