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

final class SeparableConv2dTest extends LayerContract {

    private static SeparableConv2d.Settings settings(
            int filters, Size kernel, int stride, String padding, int dilation, int multiplier) {
        return new SeparableConv2d.Settings(
                filters,
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
        return new SeparableConv2d();
    }

    @Override
    protected List<Example> examples() {
        Shape image = Shape.of(2, 5, 4, 3);
        return List.of(
                example("valid", settings(4, new Size(3, 2), 1, "valid", 1, 1), image)
                        .gives(Shape.of(2, 3, 3, 4)),
                example("two filters each, same, stride 2", settings(2, Size.square(3), 2, "same", 1, 2), image)
                        .gives(Shape.of(2, 3, 2, 2)),
                example("dilated", settings(2, Size.square(2), 1, "valid", 2, 1), image)
                        .gives(Shape.of(2, 3, 2, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "rows",
                        settings(1, Size.square(1), 1, "valid", 1, 1),
                        List.of(Shape.of(2, 8)),
                        "separable-conv2d takes images",
                        "[2, 8]"),
                refused(
                        "more filters than an int counts",
                        settings(1, Size.square(1), 1, "valid", 1, 2_000_000_000),
                        List.of(Shape.of(2, 2, 2, 3)),
                        "more than 2^31 elements"),
                Mistake.of(
                        "an activation of two inputs",
                        () -> new SeparableConv2d.Settings(
                                1,
                                Size.square(1),
                                Size.square(1),
                                Padding.all(0),
                                Size.square(1),
                                1,
                                Parts.activation(new Add()),
                                true,
                                Parts.GLOROT,
                                Parts.ZEROS),
                        "activation",
                        "add"));
    }

    /** The first channel's pairs are added, the second's subtracted: 3, 5 and -1, -1; the pointwise filters weigh these by 1, 10 and 2, 0. */
    @Test
    void byHand() {
        LayerRun run = LayerRun.inUse()
                .with("depthwise-kernel", 1, 1, 1, -1)
                .with("pointwise-kernel", 1, 2, 10, 0)
                .with("bias", 100, 0);
        Tensor x = Tensor.of(Shape.of(1, 1, 3, 2), 1, 7, 2, 8, 3, 9);
        assertEquals(
                Tensor.of(Shape.of(1, 1, 2, 2), 93, 6, 95, 10),
                run.apply(new SeparableConv2d(), settings(2, new Size(1, 2), 1, "valid", 1, 1), x));
    }
}
