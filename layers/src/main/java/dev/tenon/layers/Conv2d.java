package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Padding;
import dev.tenon.api.settings.Part;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import dev.tenon.api.training.Initializer;
import java.util.List;
import java.util.Optional;

/**
 * Two-dimensional convolution: {@code [n, h, w, c]} to {@code [n, oh, ow, filters]}, where the answer of a
 * filter at a place is the inner product of its kernel and the patch there (cross-correlation: the kernel is
 * not flipped). Parameters: {@code kernel} {@code [height, width, c / groups, filters]} and {@code bias}
 * {@code [filters]}.
 *
 * <p>Defaults are those of Keras's {@code Conv2D}: no padding, Glorot's uniform kernels, zero biases.
 */
@Type("conv2d")
@Describe("2-D convolution: one feature map for each filter.")
public final class Conv2d implements Layer<Conv2d.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Number of filters, which is the number of output channels.") @Range(min = 1)
            int filters,

            @Describe("Height and width of each filter, in pixels.") @Range(min = 1)
            Size kernel,

            @Describe("The stride, vertically and horizontally, in pixels.") @Default("1") @Range(min = 1)
            Size stride,

            @Describe("Zero padding around the image.") @Default("valid")
            Padding padding,

            @Describe("The dilation, vertically and horizontally, in pixels; 1 for an ordinary filter.")
            @Default("1")
            @Range(min = 1)
            Size dilation,

            @Describe("Number of groups of channels and filters; a filter reads the channels of its own group.")
            @Default("1")
            @Range(min = 1)
            int groups,

            @Describe("An activation applied to the output, such as relu.")
            Optional<Part<Layer<?>>> activation,

            @Describe("Whether a learned bias is added to each feature map.") @Default("true")
            boolean useBias,

            @Describe("The initializer of the kernel.") @Default("glorot-uniform")
            Part<Initializer<?>> initializer,

            @Describe("The initializer of the bias.") @Default("zeros")
            Part<Initializer<?>> biasInitializer) {

        public Settings {
            if (groups > 0 && filters % groups != 0) {
                throw new IllegalArgumentException(
                        "filters (" + filters + ") must be a multiple of groups (" + groups + ")");
            }
            Activations.check(activation);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = InputChecks.images(type(), inputs);
        int channels = x.shape().dim(3);
        if (channels % s.groups() != 0) {
            throw new IllegalArgumentException(
                    "groups (" + s.groups() + ") must divide the input's " + channels + " channels");
        }
        Value kernel = scope.parameter(
                "kernel",
                Shape.of(s.kernel().height(), s.kernel().width(), channels / s.groups(), s.filters()),
                s.initializer());
        Window window = Windows.over(x.shape(), s.kernel(), s.stride(), s.dilation(), s.padding());
        Value y = Ops.conv2d(x, kernel, window, s.groups());
        if (s.useBias()) {
            y = Ops.add(y, scope.parameter("bias", Shape.of(s.filters()), s.biasInitializer()));
        }
        return Activations.apply(scope, s.activation(), y);
    }
}
