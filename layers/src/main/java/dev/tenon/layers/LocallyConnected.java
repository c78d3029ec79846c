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
 * A convolution whose weights are not shared: {@code [n, h, w, c]} to {@code [n, oh, ow, filters]}, where each place has filters of its
 * own. Parameters: {@code kernel} {@code [height, width, c, oh * ow * filters]}, the filters of one place beside each other and places
 * row by row, and {@code bias} {@code [oh, ow, filters]}.
 *
 * <p>The kernel is shaped so that its fan-in is that of one filter; by the fan-out of all places Glorot's initializers would start it
 * too small, so the default is LeCun's. Padding and bias are as in Keras's {@code LocallyConnected2D}.
 */
@Type("locally-connected")
@Describe("A locally connected layer: like a convolution, but with separate filters at each position.")
public final class LocallyConnected implements Layer<LocallyConnected.Settings> {

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

            @Describe("An activation applied to the output, such as relu.")
            Optional<Part<Layer<?>>> activation,

            @Describe("Whether a learned bias is added to each feature map.") @Default("true")
            boolean useBias,

            @Describe("The initializer of the kernel.") @Default("lecun-normal")
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
        Window window = Windows.over(x.shape(), s.kernel(), s.stride(), Size.square(1), s.padding());
        Value patches = Ops.unfold(x, window);
        int batch = patches.shape().dim(0);
        int down = patches.shape().dim(1);
        int across = patches.shape().dim(2);
        int taps = patches.shape().dim(3);
        int places = down * across;
        Value kernel = scope.parameter(
                "kernel",
                Shape.of(s.kernel().height(), s.kernel().width(), x.shape().dim(3), Windows.count(places, s.filters())),
                s.initializer());
        // One matrix product for each place: [n, taps] x [taps, filters].
        Value byPlace = Ops.reshape(Ops.permute(patches, 1, 2, 0, 3), Shape.of(places, batch, taps));
        Value filters = Ops.permute(Ops.reshape(kernel, Shape.of(taps, places, s.filters())), 1, 0, 2);
        Value products = Ops.reshape(Ops.matmul(byPlace, filters), Shape.of(down, across, batch, s.filters()));
        Value y = Ops.permute(products, 2, 0, 1, 3);
        if (s.useBias()) {
            y = Ops.add(y, scope.parameter("bias", Shape.of(down, across, s.filters()), s.biasInitializer()));
        }
        return Activations.apply(scope, s.activation(), y);
    }
}
