package dev.tenon.layers.initializers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Initializer;
import java.util.Arrays;

/** One number everywhere. */
@Type("constant")
@Describe("A constant.")
public final class Constant implements Initializer<Constant.Settings> {

    /** What a user may set. */
    public record Settings(@Describe("The value.") double value) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public float[] values(Settings s, Shape shape, RandomStream random) {
        float[] values = new float[shape.size()];
        Arrays.fill(values, (float) s.value());
        return values;
    }
}
