package dev.tenon.layers.initializers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Initializer;

/** A normal distribution, not truncated. */
@Type("normal")
@Describe("A normal distribution with a given mean and standard deviation.")
public final class Normal implements Initializer<Normal.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The mean.") @Default("0") double mean,

            @Describe("The standard deviation.") @Default("0.05") @Range(min = 0)
            double deviation) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public float[] values(Settings s, Shape shape, RandomStream random) {
        return RandomArrays.normal(shape.size(), s.mean(), s.deviation(), random);
    }
}
