package dev.tenon.layers.initializers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Initializer;

/** Uniform in plus or minus {@code sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio, <i>Understanding the difficulty of training deep feedforward neural networks</i>, 2010, equation 16). The default of layers, as in Keras. */
@Type("glorot-uniform")
@Describe("Glorot uniform: variance 2 / (fan-in + fan-out); suits tanh, sigmoid and shallow networks.")
public final class GlorotUniform implements Initializer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public float[] values(NoSettings settings, Shape shape, RandomStream random) {
        double limit = Math.sqrt(6.0 / ((double) Initializer.fanIn(shape) + Initializer.fanOut(shape)));
        return RandomArrays.uniform(shape.size(), -limit, limit, random);
    }
}
