package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Targets;

/** The fraction of examples whose class is among the k largest outputs; of equal outputs the first ones are among them. */
@Type("top-k")
@Describe("The fraction of examples whose class is among the k largest outputs.")
public final class TopK implements Fraction<TopK.Settings>, Streamed<TopK.Settings> {

    /** Settings. */
    public record Settings(
            @Describe("Number of outputs that the class may be among.") @Default("5") @Range(min = 1)
            int k) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public boolean takes(Settings settings, Targets targets, int units) {
        return targets == Targets.CLASSES && units > settings.k;
    }

    @Override
    public Accumulator start(Settings settings) {
        return MeanTerm.ofTarget((answers, example, unit) -> answers.before(example, unit) < settings.k ? 1 : 0);
    }
}
