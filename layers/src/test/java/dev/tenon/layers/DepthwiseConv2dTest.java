package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.settings.Padding;
import dev.tenon.api.settings.Size;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DepthwiseConv2dTest extends LayerContract {

    private static final Size ONE = Size.square(1);

    private static DepthwiseConv2d.Settings settings(
            Size kernel, int stride, String padding, int dilation, int multiplier) {
        return new DepthwiseConv2d.Settings(
                kernel,
                Size.square(stride),
                Padding.named(padding),
                Size.square(dilation),
                multiplier,
                Optional.empty(),
                true,
                Parts.GLOROT,
                Parts.ZEROS);
    }

    @Override
    protected Layer<?> layer() {
        return new DepthwiseConv2d();
    }

    @Override
    protected List<Example> examples() {
        Shape image = Shape.of(2, 5, 4, 3);
        var bare = new DepthwiseConv2d.Settings(
                ONE, ONE, Padding.all(1), ONE, 1, Parts.activation(new Tanh()), false, Parts.GLOROT, Parts.ZEROS);
        return List.of(
                example("valid", settings(new Size(3, 2), 1, "valid", 1, 1), image)
                        .gives(Shape.of(2, 3, 3, 3)),
                example("two filters each, same, stride 2", settings(Size.square(3), 2, "same", 1, 2), image)
                        .gives(Shape.of(2, 3, 2, 6)),
                example("dilated", settings(Size.square(2), 1, "valid", 2, 1), image)
                        .gives(Shape.of(2, 3, 2, 3)),
                example("no bias, with an activation", bare, image).gives(Shape.of(2, 7, 6, 3)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "rows",
                        settings(ONE, 1, "valid", 1, 1),
                        List.of(Shape.of(2, 8)),
                        "depthwise-conv2d takes images",
                        "[2, 8]"),
                refused(
                        "a kernel larger than its input",
                        settings(Size.square(3), 1, "valid", 1, 1),
                        List.of(Shape.of(2, 2, 9, 1)),
                        "height of 3 is larger than its input's 2"),
                refused(
                        "more filters than an int counts",
                        settings(ONE, 1, "valid", 1, 2_000_000_000),
                        List.of(Shape.of(2, 2, 2, 3)),
                        "more than 2^31 elements"));
    }

    /** Filters [1, 10] and [100, 0] of the first channel, [1, 1] and [1, -1] of the second; the taps are beside each other. */
    @Test
    void eachChannelHasItsOwnFilters() {
        LayerRun run =
                LayerRun.inUse().with("kernel", 1, 100, 1, 1, 10, 0, 1, -1).with("bias", 0, 0, 0, 1000);
        Tensor x = Tensor.of(Shape.of(1, 1, 3, 2), 1, 7, 2, 8, 3, 9);
        assertEquals(
                Tensor.of(Shape.of(1, 1, 2, 4), 21, 100, 15, 999, 32, 200, 17, 999),
                run.apply(new DepthwiseConv2d(), settings(new Size(1, 2), 1, "valid", 1, 2), x));
    }
}
