package dev.tenon.experiments.model;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Initializer;
import java.util.Arrays;

/** An initializer for the layers of tests. */
@Type("test-ones")
@Describe("Ones.")
final class Ones implements Initializer<NoSettings> {

    static final Part<Initializer<?>> PART = new Part<>(new Ones(), new NoSettings());

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public float[] values(NoSettings settings, Shape shape, RandomStream random) {
        float[] values = new float[shape.size()];
        Arrays.fill(values, 1);
        return values;
    }
}
