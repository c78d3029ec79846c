package dev.tenon.layers.initializers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Initializer;

/** Numbers spread evenly from {@code low} to {@code high}. */
@Type("uniform")
@Describe("A uniform distribution between two bounds.")
public final class Uniform implements Initializer<Uniform.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The lower bound.") @Default("-0.05") double low,

            @Describe("The upper bound.") @Default("0.05") double high) {

        public Settings {
            if (!(low <= high)) {
                throw new IllegalArgumentException("low (" + low + ") must not be above high (" + high + ")");
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public float[] values(Settings s, Shape shape, RandomStream random) {
        return RandomArrays.uniform(shape.size(), s.low(), s.high(), random);
    }
}
