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
 * Depthwise convolution: {@code [n, h, w, c]} to {@code [n, oh, ow, c * depthMultiplier]}, where each channel has filters of its own
 * and filters see no other channel; those of one channel are neighbours. It is {@link Conv2d} with as many groups as channels, whatever
 * their number, with its parameters: {@code kernel} {@code [height, width, 1, c * depthMultiplier]} and {@code bias}
 * {@code [c * depthMultiplier]}.
 */
@Type("depthwise-conv2d")
@Describe("Depthwise convolution: each channel has filters of its own.")
public final class DepthwiseConv2d implements Layer<DepthwiseConv2d.Settings> {

    /** What a user may set. */
    public record Settings(
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

            @Describe("Number of filters for each channel.") @Default("1") @Range(min = 1)
            int depthMultiplier,

            @Describe("An activation applied to the output, such as relu.")
            Optional<Part<Layer<?>>> activation,

            @Describe("Whether a learned bias is added to each feature map.") @Default("true")
            boolean useBias,

            @Describe("The initializer of the kernel.") @Default("glorot-uniform")
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
        int filters = Windows.count(channels, s.depthMultiplier());
        Value kernel = scope.parameter(
                "kernel", Shape.of(s.kernel().height(), s.kernel().width(), 1, filters), s.initializer());
        Window window = Windows.over(x.shape(), s.kernel(), s.stride(), s.dilation(), s.padding());
        Value y = Ops.conv2d(x, kernel, window, channels);
        if (s.useBias()) {
            y = Ops.add(y, scope.parameter("bias", Shape.of(filters), s.biasInitializer()));
        }
        return Activations.apply(scope, s.activation(), y);
    }
}
