package dev.tenon.testkit.sample;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Initializer;
import java.util.Arrays;

/** Starts at one half. */
@Type("half")
@Describe("All one half.")
public final class Half implements Initializer<NoSettings> {
    /** Stateless. */
    public Half() {}

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public float[] values(NoSettings settings, Shape shape, RandomStream random) {
        float[] values = new float[shape.size()];
        Arrays.fill(values, 0.5f);
        return values;
    }
}
