package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.settings.Padding;
import dev.tenon.api.settings.Size;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LocallyConnectedTest extends LayerContract {

    private static LocallyConnected.Settings settings(int filters, Size kernel, int stride, Padding padding) {
        return new LocallyConnected.Settings(
                filters, kernel, Size.square(stride), padding, Optional.empty(), true, Parts.GLOROT, Parts.ZEROS);
    }

    private static final Padding VALID = Padding.named("valid");

    @Override
    protected Layer<?> layer() {
        return new LocallyConnected();
    }

    @Override
    protected List<Example> examples() {
        Shape image = Shape.of(2, 4, 3, 2);
        var bare = new LocallyConnected.Settings(
                2,
                Size.square(2),
                Size.square(1),
                VALID,
                Parts.activation(new Tanh()),
                false,
                Parts.GLOROT,
                Parts.ZEROS);
        return List.of(
                example("valid", settings(3, new Size(3, 2), 1, VALID), image).gives(Shape.of(2, 2, 2, 3)),
                example("same, stride 2", settings(2, Size.square(3), 2, Padding.named("same")), image)
                        .gives(Shape.of(2, 2, 2, 2)),
                example("no bias, with an activation", bare, image).gives(Shape.of(2, 3, 2, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "rows",
                        settings(1, Size.square(1), 1, VALID),
                        List.of(Shape.of(2, 8)),
                        "locally-connected takes images"),
                refused(
                        "a kernel larger than its input",
                        settings(1, Size.square(3), 1, VALID),
                        List.of(Shape.of(2, 2, 9, 1)),
                        "height of 3 is larger than its input's 2"),
                refused(
                        "more filters than an int counts",
                        settings(2_000_000_000, Size.square(1), 1, VALID),
                        List.of(Shape.of(2, 2, 2, 3)),
                        "more than 2^31 elements"));
    }

    /** Two places with two filters each: [10, 1] and [1, 0] at the first, [1, 1] and [1, -1] at the second. */
    @Test
    void eachPlaceHasItsOwnFilters() {
        LayerRun run = LayerRun.inUse().with("kernel", 10, 1, 1, 1, 1, 0, 1, -1).with("bias", 0, 0, 100, 0);
        Tensor x = Tensor.of(Shape.of(2, 1, 3, 1), 1, 2, 3, 4, 5, 6);
        assertEquals(
                Tensor.of(Shape.of(2, 1, 2, 2), 12, 1, 105, -1, 45, 4, 111, -1),
                run.apply(new LocallyConnected(), settings(2, new Size(1, 2), 1, VALID), x));
    }

    /** With the same filters everywhere it is a convolution. */
    @Test
    void withEqualFiltersItIsAConvolution() {
        int filters = 3;
        Size kernel = new Size(2, 3);
        float[] shared = new float[2 * 3 * 2 * filters];
        for (int i = 0; i < shared.length; i++) {
            shared[i] = i * 29 % 17 - 8;
        }
        Padding padding = Padding.of(List.of(1, 0, 0, 2));
        Tensor x = Tensor.counting(2, 4, 5, 2);
        Tensor convolved = LayerRun.inUse()
                .with("kernel", shared)
                .apply(
                        new Conv2d(),
                        Parts.conv(Parts.conv(filters, 2, 3), Size.square(2), padding, Size.square(1), 1),
                        x);
        int places = convolved.shape().dim(1) * convolved.shape().dim(2);
        float[] everywhere = new float[shared.length * places];
        for (int tap = 0; tap < shared.length / filters; tap++) {
            for (int place = 0; place < places; place++) {
                System.arraycopy(shared, tap * filters, everywhere, (tap * places + place) * filters, filters);
            }
        }
        assertEquals(
                convolved,
                LayerRun.inUse()
                        .with("kernel", everywhere)
                        .apply(new LocallyConnected(), settings(filters, kernel, 2, padding), x));
    }

    /** However many places there are, outputs start as spread as inputs, which is what LeCun's initializer is for. */
    @Test
    void theKernelStartsByTheFanInOfOneFilter() {
        float[] ones = new float[8 * 9 * 9];
        Arrays.fill(ones, 1);
        var s = new LocallyConnected.Settings(
                6,
                Size.square(3),
                Size.square(1),
                VALID,
                Optional.empty(),
                false,
                new dev.tenon.api.settings.Part<>(new dev.tenon.layers.initializers.LecunNormal(), Parts.NONE),
                Parts.ZEROS);
        Tensor y = LayerRun.inUse().apply(new LocallyConnected(), s, Tensor.of(Shape.of(1, 9, 9, 8), ones));
        double power =
                y.numbers().stream().mapToDouble(n -> (double) n * n).average().orElseThrow();
        assertArrayEquals(
                new double[] {1},
                new double[] {power},
                4 * Math.sqrt(2.0 / y.numbers().size()));
    }
}
