package dev.tenon.layers.initializers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Initializer;

/** Normal with standard deviation {@code sqrt(2 / (fanIn + fanOut))} (Glorot and Bengio, 2010), not truncated, as in PyTorch. */
@Type("glorot-normal")
@Describe("Glorot normal: variance 2 / (fan-in + fan-out).")
public final class GlorotNormal implements Initializer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public float[] values(NoSettings settings, Shape shape, RandomStream random) {
        return RandomArrays.normal(
                shape.size(),
                0,
                Math.sqrt(2.0 / ((double) Initializer.fanIn(shape) + Initializer.fanOut(shape))),
                random);
    }
}
