package dev.tenon.layers;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
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
 * Transposed convolution: {@code [n, h, w, c]} to {@code [n, oh, ow, filters]}. Each pixel lays its filters down, weighted by its
 * channels, {@code stride} pixels apart, and what overlaps is added: the transpose, or input gradient, of the {@link Conv2d} with this
 * kernel, stride and padding that takes {@code oh} rows to {@code h} (Dumoulin and Visin, <i>A guide to convolution arithmetic for deep
 * learning</i>, 2016). Parameters: {@code kernel} {@code [height, width, c, filters]} and {@code bias} {@code [filters]}.
 *
 * <p>With padding in pixels there are {@code (h - 1) * stride + kernel - top - bottom + outputPadding} rows, as in PyTorch's {@code
 * ConvTranspose2d}; several extents lead to one under a stride, and the output padding picks which. With {@code same} there are
 * {@code h * stride}, as in Keras's {@code Conv2DTranspose}.
 */
@Type("transposed-conv2d")
@Describe("Transposed convolution; a stride enlarges the image.")
public final class TransposedConv2d implements Layer<TransposedConv2d.Settings> {

    /** Rows or columns; far above what memory holds, and far below where sums of extents overflow. */
    private static final int LARGEST = 1 << 24;

    /** What a user may set. */
    public record Settings(
            @Describe("Number of filters, which is the number of output channels.") @Range(min = 1)
            int filters,

            @Describe("Height and width of each filter, in pixels.") @Range(min = 1)
            Size kernel,

            @Describe("The stride in the output, vertically and horizontally, in pixels.") @Default("1") @Range(min = 1)
            Size stride,

            @Describe("Padding that is cut off the output; `same` gives the input's extent times the stride.")
            @Default("valid")
            Padding padding,

            @Describe("Rows and columns added at the bottom and right of the output; fewer than the stride.")
            @Default("0")
            @Range(min = 0)
            Size outputPadding,

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
            boolean fits = padding.kind() == Padding.Kind.SAME
                    ? outputPadding.height() + outputPadding.width() == 0
                    : outputPadding.height() < stride.height() && outputPadding.width() < stride.width();
            if (!fits) {
                throw new IllegalArgumentException(
                        "output-padding is less than the stride, and 0 where padding is same");
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = InputChecks.images(type(), inputs);
        Padding p = s.padding();
        Size more = s.outputPadding();
        int height = extent(
                x.shape().dim(1),
                s.kernel().height(),
                s.stride().height(),
                p,
                (long) p.top() + p.bottom() - more.height());
        int width = extent(
                x.shape().dim(2),
                s.kernel().width(),
                s.stride().width(),
                p,
                (long) p.left() + p.right() - more.width());
        Value kernel = scope.parameter(
                "kernel",
                Shape.of(s.kernel().height(), s.kernel().width(), x.shape().dim(3), s.filters()),
                s.initializer());
        Window window = Windows.over(Shape.of(1, height, width, 1), s.kernel(), s.stride(), Size.square(1), p);
        // The convolution that this is the transpose of takes the filters to the channels.
        Value y = Value.of(
                new Composite.Conv2dInputGradient(window, 1, height, width), x, Ops.permute(kernel, 0, 1, 3, 2));
        if (s.useBias()) {
            y = Ops.add(y, scope.parameter("bias", Shape.of(s.filters()), s.biasInitializer()));
        }
        return Activations.apply(scope, s.activation(), y);
    }

    private static int extent(int image, int kernel, int stride, Padding padding, long cut) {
        long extent =
                padding.kind() == Padding.Kind.SAME ? (long) image * stride : (image - 1L) * stride + kernel - cut;
        if (extent < 1 || extent > LARGEST) {
            throw new ShapeException("transposed-conv2d would make " + extent + " rows or columns of " + image
                    + "; change its kernel, stride or padding");
        }
        return (int) extent;
    }
}
