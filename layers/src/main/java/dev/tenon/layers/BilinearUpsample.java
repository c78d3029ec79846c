package dev.tenon.layers;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bilinear enlargement: {@code [n, h, w, c]} to {@code [n, h * down, w * across, c]}. A pixel's colour is at its centre: row {@code i}
 * of the result lies at {@code (i + 0.5) / down - 0.5} of the input, between two rows, and beyond the outer rows' centres it is the
 * outer row (PyTorch's {@code interpolate} with {@code align_corners=False}, Keras's {@code UpSampling2D} with {@code bilinear}).
 *
 * <p>It is a transposed convolution of each channel by itself, with the fixed filter that falls off linearly from a pixel's centre to
 * its neighbours', after the outer pixels are repeated once. Factors end at 32 because each tap is a constant of the program.
 */
@Type("bilinear-upsample")
@Describe("Enlarges images by bilinear interpolation between pixel centres (half-pixel centres).")
public final class BilinearUpsample implements Layer<BilinearUpsample.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The scale factor, vertically and horizontally.") @Default("2") @Range(min = 1, max = 32)
            Size factor) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = InputChecks.images(type(), inputs);
        int down = s.factor().height();
        int across = s.factor().width();
        int channels = x.shape().dim(3);
        Value column = Ops.reshape(slopes(down), Shape.of(taps(down), 1, 1, 1));
        Value row = Ops.reshape(slopes(across), Shape.of(1, taps(across), 1, 1));
        Value filter = Ops.multiply(column, row);
        Value kernel = Ops.expand(filter, filter.shape().with(3, channels));
        // Half of a filter beyond the image, and the row of output pixels that the repeated outer pixels would give.
        int top = down + (taps(down) - down) / 2;
        int left = across + (taps(across) - across) / 2;
        Window window = Window.of(taps(down), taps(across)).stride(down, across).pad(top, top, left, left);
        var spread = new Composite.Conv2dInputGradient(
                window, channels, x.shape().dim(1) * down, x.shape().dim(2) * across);
        return Value.of(spread, bordered(bordered(x, 1), 2), kernel);
    }

    /** As many as give a middle: of an even factor no output pixel lies on a centre of the input. */
    private static int taps(int factor) {
        return 2 * factor - factor % 2;
    }

    private static Value slopes(int factor) {
        double middle = (taps(factor) - 1) / 2.0;
        return Ops.concat(
                0,
                IntStream.range(0, taps(factor))
                        .mapToObj(tap -> Ops.constant(1 - Math.abs(tap - middle) / factor))
                        .map(weight -> Ops.reshape(weight, Shape.of(1)))
                        .toList());
    }

    private static Value bordered(Value x, int axis) {
        int extent = x.shape().dim(axis);
        return Ops.concat(axis, List.of(Ops.slice(x, axis, 0, 1), x, Ops.slice(x, axis, extent - 1, extent)));
    }
}
