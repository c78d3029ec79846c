package dev.tenon.layers.initializers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Initializer;

/** Normal with standard deviation {@code sqrt(2 / fanIn)} (He, Zhang, Ren and Sun, <i>Delving deep into rectifiers</i>, 2015, equation 10), not truncated, as in the paper. */
@Type("he-normal")
@Describe("He normal: variance 2 / fan-in; suits relu.")
public final class HeNormal implements Initializer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public float[] values(NoSettings settings, Shape shape, RandomStream random) {
        return RandomArrays.normal(shape.size(), 0, Math.sqrt(2.0 / Initializer.fanIn(shape)), random);
    }
}
