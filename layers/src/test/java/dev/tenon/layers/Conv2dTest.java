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
import org.junit.jupiter.api.Test;

final class Conv2dTest extends LayerContract {

    private static final Padding VALID = Padding.named("valid");
    private static final Padding SAME = Padding.named("same");
    private static final Size ONE = Size.square(1);
    private static final Size TWO = Size.square(2);

    @Override
    protected Layer<?> layer() {
        return new Conv2d();
    }

    @Override
    protected List<Example> examples() {
        Conv2d.Settings plain = Parts.conv(4, 3, 2);
        Conv2d.Settings bare = new Conv2d.Settings(
                4, TWO, ONE, VALID, ONE, 1, Parts.activation(new Tanh()), false, Parts.GLOROT, Parts.ZEROS);
        Shape image = Shape.of(2, 6, 5, 3);
        return List.of(
                example("valid", plain, image).gives(Shape.of(2, 4, 4, 4)),
                example("same", Parts.conv(plain, ONE, SAME, ONE, 1), image).gives(Shape.of(2, 6, 5, 4)),
                example("same, stride 2", Parts.conv(plain, TWO, SAME, ONE, 1), image)
                        .gives(Shape.of(2, 3, 3, 4)),
                example("stride 3 across", Parts.conv(plain, new Size(1, 3), VALID, ONE, 1), image)
                        .gives(Shape.of(2, 4, 2, 4)),
                example("explicit", Parts.conv(plain, ONE, Padding.of(List.of(2, 0, 1, 3)), ONE, 1), image)
                        .gives(Shape.of(2, 6, 8, 4)),
                example("dilated", Parts.conv(plain, ONE, VALID, TWO, 1), image).gives(Shape.of(2, 2, 3, 4)),
                example("two groups", Parts.conv(plain, ONE, VALID, ONE, 2), Shape.of(2, 4, 4, 6))
                        .gives(Shape.of(2, 2, 3, 4)),
                example("depthwise", Parts.conv(plain, ONE, SAME, ONE, 4), Shape.of(2, 3, 3, 4))
                        .gives(Shape.of(2, 3, 3, 4)),
                example("no bias, with an activation", bare, image).gives(Shape.of(2, 5, 4, 4)));
    }

    @Override
    protected List<Mistake> mistakes() {
        Conv2d.Settings plain = Parts.conv(4, 3, 3);
        return List.of(
                Mistake.of(
                        "filters and groups",
                        () -> Parts.conv(plain, ONE, VALID, ONE, 3),
                        "filters (4)",
                        "multiple of groups (3)"),
                refused(
                        "channels and groups",
                        Parts.conv(plain, ONE, VALID, ONE, 2),
                        List.of(Shape.of(2, 4, 4, 3)),
                        "groups (2)",
                        "3 channels"),
                refused("rows", plain, List.of(Shape.of(2, 48)), "conv2d takes images", "[2, 48]", "`reshape`"),
                refused(
                        "a kernel larger than its input",
                        plain,
                        List.of(Shape.of(2, 2, 9, 1)),
                        "height of 3 is larger than its input's 2"),
                Mistake.of(
                        "an activation of two inputs",
                        () -> new Conv2d.Settings(
                                4,
                                TWO,
                                ONE,
                                VALID,
                                ONE,
                                1,
                                Parts.activation(new Add()),
                                true,
                                Parts.GLOROT,
                                Parts.ZEROS),
                        "activation",
                        "add"));
    }

    /** The filter looks for a cross; the answers are integers, so they are exact. */
    @Test
    void answersOfAFilterByHand() {
        Tensor image = Tensor.of(
                Shape.of(1, 5, 5, 1),
                -1,
                -1,
                -1,
                -1,
                -1, //
                -1,
                -1,
                -1,
                1,
                -1, //
                -1,
                -1,
                1,
                -1,
                1, //
                -1,
                -1,
                -1,
                1,
                -1, //
                -1,
                -1,
                -1,
                -1,
                -1);
        LayerRun run = LayerRun.inUse().with("kernel", -1, 1, -1, 1, -1, 1, -1, 1, -1);
        assertEquals(
                Tensor.of(Shape.of(1, 3, 3, 1), -1, 5, -5, 3, -5, 9, -1, 5, -5),
                run.apply(new Conv2d(), Parts.conv(1, 3, 3), image));
    }

    @Test
    void filtersSeeAllChannelsAndHaveABiasEach() {
        LayerRun run = LayerRun.inUse()
                // [1, 1, 2, 2]: the first filter adds the channels, the second takes their difference.
                .with("kernel", 1, 1, 1, -1)
                .with("bias", 10, 20);
        assertEquals(
                Tensor.of(Shape.of(1, 1, 2, 2), 13, 19, 17, 19),
                run.apply(new Conv2d(), Parts.conv(2, 1, 1), Tensor.counting(1, 1, 2, 2)));
    }

    @Test
    void aFilterSeesTheChannelsOfItsGroup() {
        Conv2d.Settings s = Parts.conv(Parts.conv(2, 1, 1), ONE, VALID, ONE, 2);
        LayerRun run = LayerRun.inUse().with("kernel", 10, 100);
        assertEquals(
                Tensor.of(Shape.of(1, 1, 2, 2), 10, 200, 30, 400),
                run.apply(new Conv2d(), s, Tensor.counting(1, 1, 2, 2)));
    }

    @Test
    void strideAndDilationSkipPixels() {
        Tensor row = Tensor.counting(1, 1, 7, 1);
        Conv2d.Settings pair = Parts.conv(1, 1, 2);
        assertEquals(
                Tensor.of(Shape.of(1, 1, 2, 1), 14, 47),
                LayerRun.inUse()
                        .with("kernel", 10, 1)
                        .apply(new Conv2d(), Parts.conv(pair, new Size(1, 3), VALID, new Size(1, 3), 1), row));
    }

    /** An odd pixel of border goes to the bottom and the right. */
    @Test
    void samePaddingPutsTheOddPixelLast() {
        assertEquals(
                Tensor.of(Shape.of(1, 1, 3, 1), 12, 23, 30),
                LayerRun.inUse()
                        .with("kernel", 10, 1)
                        .apply(
                                new Conv2d(),
                                Parts.conv(Parts.conv(1, 1, 2), ONE, SAME, ONE, 1),
                                Tensor.counting(1, 1, 3, 1)));
    }

    @Test
    void activationComesLast() {
        Conv2d.Settings s = new Conv2d.Settings(
                1, ONE, ONE, VALID, ONE, 1, Parts.activation(new Relu()), true, Parts.GLOROT, Parts.ZEROS);
        LayerRun run = LayerRun.inUse().with("kernel", -1).with("bias", 2);
        assertEquals(Tensor.of(Shape.of(1, 1, 3, 1), 1, 0, 0), run.apply(new Conv2d(), s, Tensor.counting(1, 1, 3, 1)));
    }
}
