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
 * Depthwise separable convolution: {@code [n, h, w, c]} to {@code [n, oh, ow, filters]}, a depthwise convolution ({@link
 * DepthwiseConv2d}) without bias, and after it a convolution with kernels of one pixel (Chollet, <i>Xception: deep learning with
 * depthwise separable convolutions</i>, 2017; as Keras's {@code SeparableConv2D}, nothing is between the two). Parameters:
 * {@code depthwise-kernel} {@code [height, width, 1, c * depthMultiplier]}, {@code pointwise-kernel} {@code [1, 1, c *
 * depthMultiplier, filters]} and {@code bias} {@code [filters]}.
 */
@Type("separable-conv2d")
@Describe("Depthwise-separable convolution: depthwise filters, then a 1 x 1 convolution.")
public final class SeparableConv2d implements Layer<SeparableConv2d.Settings> {

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

            @Describe("Number of depthwise filters for each channel.") @Default("1") @Range(min = 1)
            int depthMultiplier,

            @Describe("An activation applied to the output, such as relu.")
            Optional<Part<Layer<?>>> activation,

            @Describe("Whether a learned bias is added to each feature map.") @Default("true")
            boolean useBias,

            @Describe("The initializer of both kernels.") @Default("glorot-uniform")
            Part<Initializer<?>> initializer,

            @Describe("The initializer of the bias.") @Default("zeros")
            Part<Initializer<?>> biasInitializer) {

        public Settings {
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
        int middle = Windows.count(channels, s.depthMultiplier());
        Value depthwise = scope.parameter(
                "depthwise-kernel", Shape.of(s.kernel().height(), s.kernel().width(), 1, middle), s.initializer());
        Value pointwise = scope.parameter("pointwise-kernel", Shape.of(1, 1, middle, s.filters()), s.initializer());
        Window window = Windows.over(x.shape(), s.kernel(), s.stride(), s.dilation(), s.padding());
        Value y = Ops.conv2d(Ops.conv2d(x, depthwise, window, channels), pointwise, Window.of(1, 1), 1);
        if (s.useBias()) {
            y = Ops.add(y, scope.parameter("bias", Shape.of(s.filters()), s.biasInitializer()));
        }
        return Activations.apply(scope, s.activation(), y);
    }
}
