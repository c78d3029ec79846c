package dev.tenon.layers.metrics;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;

/** The fraction of examples whose class is among the k largest outputs; of equal outputs the first ones are among them. */
@Type("top-k")
@Describe("The fraction of examples whose class is among the k largest outputs.")
public final class TopK implements Fraction<TopK.Settings> {

    /** Settings. */
    public record Settings(
            @Describe("How many outputs the class may be among.") @Default("5") @Range(min = 1)
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
    public double measure(Settings settings, TargetRows rows, float[] outputs) {
        if (new Answers(rows, outputs).broken()) {
            return Double.NaN;
        }
        int right = 0;
        for (int row = 0; row < rows.count(); row++) {
            right += rank(outputs, row * rows.units(), rows.units(), (int) rows.values()[row]) < settings.k ? 1 : 0;
        }
        return (double) right / rows.count();
    }

    /** How many outputs come before one: the larger ones, and the equal ones that stand before it. */
    private static int rank(float[] outputs, int from, int units, int unit) {
        int before = 0;
        for (int other = 0; other < units; other++) {
            float difference = outputs[from + other] - outputs[from + unit];
            before += difference > 0 || (difference == 0 && other < unit) ? 1 : 0;
        }
        return before;
    }
}
