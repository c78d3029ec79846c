package dev.tenon.layers;

import dev.tenon.api.layer.Layer;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.settings.Padding;
import dev.tenon.api.settings.Part;
import dev.tenon.api.settings.Size;
import dev.tenon.api.training.Initializer;
import dev.tenon.layers.initializers.GlorotUniform;
import dev.tenon.layers.initializers.Ones;
import dev.tenon.layers.initializers.Zeros;
import java.util.Optional;

/** Settings of layers under test: the defaults, with what matters to a test changed. */
final class Parts {

    static final NoSettings NONE = new NoSettings();
    static final Part<Initializer<?>> GLOROT = new Part<>(new GlorotUniform(), NONE);
    static final Part<Initializer<?>> ZEROS = new Part<>(new Zeros(), NONE);
    static final Part<Initializer<?>> ONES = new Part<>(new Ones(), NONE);

    private Parts() {}

    static Optional<Part<Layer<?>>> activation(Layer<NoSettings> layer) {
        return Optional.of(new Part<>(layer, NONE));
    }

    static Conv2d.Settings conv(int filters, int height, int width) {
        return new Conv2d.Settings(
                filters,
                new Size(height, width),
                Size.square(1),
                Padding.named("valid"),
                Size.square(1),
                1,
                Optional.empty(),
                true,
                GLOROT,
                ZEROS);
    }

    /** The same with another stride, padding, dilation and number of groups. */
    static Conv2d.Settings conv(Conv2d.Settings s, Size stride, Padding padding, Size dilation, int groups) {
        return new Conv2d.Settings(
                s.filters(),
                s.kernel(),
                stride,
                padding,
                dilation,
                groups,
                s.activation(),
                s.useBias(),
                s.initializer(),
                s.biasInitializer());
    }

    static Dense.Settings dense(int units) {
        return new Dense.Settings(units, Optional.empty(), true, GLOROT, ZEROS);
    }

    static PoolSettings pool(Size size, Size stride, Padding padding) {
        return new PoolSettings(size, Optional.of(stride), padding);
    }
}
