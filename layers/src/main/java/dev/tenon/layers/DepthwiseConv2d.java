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
@Describe("Slides filters of its own over each channel of an image.")
public final class DepthwiseConv2d implements Layer<DepthwiseConv2d.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Height and width of each filter, in pixels.") @Range(min = 1)
            Size kernel,

            @Describe("Pixels between neighbouring places of a filter, down and across.") @Default("1") @Range(min = 1)
            Size stride,

            @Describe("The border of zeros around the image.") @Default("valid")
            Padding padding,

            @Describe("Pixels between neighbouring taps of a filter, down and across; 1 for a dense filter.")
            @Default("1")
            @Range(min = 1)
            Size dilation,

            @Describe("How many filters each channel has.") @Default("1") @Range(min = 1)
            int depthMultiplier,

            @Describe("A layer applied to the result, as relu.")
            Optional<Part<Layer<?>>> activation,

            @Describe("Whether a learned number is added to each feature map.") @Default("true")
            boolean useBias,

            @Describe("How the kernel starts.") @Default("glorot-uniform")
            Part<Initializer<?>> initializer,

            @Describe("How the bias starts.") @Default("zeros")
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
        Value x = Inputs.images(type(), inputs);
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
