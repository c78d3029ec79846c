package dev.tenon.layers.initializers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Initializer;

/** Normal with standard deviation {@code sqrt(1 / fanIn)} (LeCun, Bottou, Orr and Müller, <i>Efficient backprop</i>, 1998, section 4.6), not truncated. */
@Type("lecun-normal")
@Describe("LeCun normal: variance 1 / fan-in.")
public final class LecunNormal implements Initializer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public float[] values(NoSettings settings, Shape shape, RandomStream random) {
        return RandomArrays.normal(shape.size(), 0, Math.sqrt(1.0 / Initializer.fanIn(shape)), random);
    }
}
