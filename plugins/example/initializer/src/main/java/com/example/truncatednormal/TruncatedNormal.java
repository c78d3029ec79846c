package com.example.truncatednormal;

import module dev.tenon.api;

/**
 * Normal numbers of mean 0, drawn again where they lie beyond twice their spread (the spread is of the normal before the cut). In
 * a file: {@code initializer: {type: truncated-normal, spread: 0.02}}.
 */
@Type("truncated-normal")
@Describe("A normal distribution truncated at two standard deviations.")
public final class TruncatedNormal implements Initializer<TruncatedNormal.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The standard deviation before truncation.")
            @Default("0.05")
            @Range(min = 0, above = true)
            double spread) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /** All randomness comes from the stream that is handed in: the same seed gives the same bits. */
    @Override
    public float[] values(Settings settings, Shape shape, RandomStream random) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            double z = random.nextGaussian();
            while (Math.abs(z) > 2) {
                z = random.nextGaussian();
            }
            values[i] = (float) (settings.spread() * z);
        }
        return values;
    }
}
