package dev.tenon.layers.initializers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Initializer;

/** Uniform in plus or minus {@code sqrt(6 / fanIn)} (He, Zhang, Ren and Sun, <i>Delving deep into rectifiers</i>, 2015). */
@Type("he-uniform")
@Describe("He uniform: variance 2 / fan-in; suits relu.")
public final class HeUniform implements Initializer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public float[] values(NoSettings settings, Shape shape, RandomStream random) {
        double limit = Math.sqrt(6.0 / Initializer.fanIn(shape));
        return RandomArrays.uniform(shape.size(), -limit, limit, random);
    }
}
