package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Padding;
import dev.tenon.api.settings.Size;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransposedConv2dTest extends LayerContract {

    private static final Padding VALID = Padding.named("valid");
    private static final Padding SAME = Padding.named("same");
    private static final Size NONE = Size.square(0);

    private static TransposedConv2d.Settings settings(
            int filters, Size kernel, Size stride, Padding padding, Size outputPadding) {
        return new TransposedConv2d.Settings(
                filters, kernel, stride, padding, outputPadding, Optional.empty(), true, Parts.GLOROT, Parts.ZEROS);
    }

    private static TransposedConv2d.Settings settings(int kernel, int stride, Padding padding, int outputPadding) {
        return settings(3, Size.square(kernel), Size.square(stride), padding, Size.square(outputPadding));
    }

    @Override
    protected Layer<?> layer() {
        return new TransposedConv2d();
    }

    @Override
    protected List<Example> examples() {
        Shape image = Shape.of(2, 3, 2, 2);
        var bare = new TransposedConv2d.Settings(
                2,
                Size.square(2),
                Size.square(2),
                VALID,
                NONE,
                Parts.activation(new Tanh()),
                false,
                Parts.GLOROT,
                Parts.ZEROS);
        return List.of(
                example("valid", settings(3, 1, VALID, 0), image).gives(Shape.of(2, 5, 4, 3)),
                example("stride 2", settings(3, 2, VALID, 0), image).gives(Shape.of(2, 7, 5, 3)),
                example("stride beyond the kernel", settings(2, 3, VALID, 0), image)
                        .gives(Shape.of(2, 8, 5, 3)),
                example("twice as large, as PyTorch users write it", settings(3, 2, Padding.all(1), 1), image)
                        .gives(Shape.of(2, 6, 4, 3)),
                example("same, stride 2", settings(3, 2, SAME, 0), image).gives(Shape.of(2, 6, 4, 3)),
                example("same, stride 3, smaller kernel", settings(2, 3, SAME, 0), image)
                        .gives(Shape.of(2, 9, 6, 3)),
                example("sides", settings(3, 2, Padding.of(List.of(2, 0, 0, 1)), 0), image)
                        .gives(Shape.of(2, 5, 4, 3)),
                example("padding beyond the kernel", settings(2, 2, Padding.all(2), 0), Shape.of(2, 4, 4, 1))
                        .gives(Shape.of(2, 4, 4, 3)),
                example("no bias, with an activation", bare, image).gives(Shape.of(2, 6, 4, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "rows",
                        settings(3, 1, VALID, 0),
                        List.of(Shape.of(2, 8)),
                        "transposed-conv2d takes images",
                        "[2, 8]"),
                refused(
                        "nothing left",
                        settings(3, 1, Padding.all(2), 0),
                        List.of(Shape.of(2, 2, 9, 1)),
                        "transposed-conv2d would make 0 rows or columns of 2",
                        "padding"),
                refused(
                        "more than an int holds",
                        settings(3, 2_000_000_000, SAME, 0),
                        List.of(Shape.of(2, 2, 9, 1)),
                        "4000000000 rows or columns of 2",
                        "stride"),
                Mistake.of(
                        "output padding as large as the stride",
                        () -> settings(3, 2, VALID, 2),
                        "output-padding",
                        "less than the stride"),
                Mistake.of("output padding with same", () -> settings(3, 2, SAME, 1), "output-padding", "same"));
    }

    /** Three pixels lay [1, 10, 100] down, two apart; where they overlap it is added. */
    @Test
    void byHand() {
        var s = settings(1, new Size(1, 3), new Size(1, 2), VALID, NONE);
        LayerRun run = LayerRun.inUse().with("kernel", 1, 10, 100);
        assertEquals(
                Tensor.of(Shape.of(1, 1, 7, 1), 1, 10, 102, 20, 203, 30, 300),
                run.apply(new TransposedConv2d(), s, Tensor.counting(1, 1, 3, 1)));
        var cut = settings(1, new Size(1, 3), new Size(1, 2), Padding.of(List.of(0, 0, 1, 1)), new Size(0, 1));
        assertEquals(
                Tensor.of(Shape.of(1, 1, 6, 1), 10, 102, 20, 203, 30, 300),
                run.apply(new TransposedConv2d(), cut, Tensor.counting(1, 1, 3, 1)));
    }

    /** [1, 1, 2, 2]: the first filter adds the channels, the second takes their difference. */
    @Test
    void filtersSeeAllChannelsAndHaveABiasEach() {
        LayerRun run = LayerRun.inUse().with("kernel", 1, 1, 1, -1).with("bias", 10, 20);
        assertEquals(
                Tensor.of(Shape.of(1, 1, 2, 2), 13, 19, 17, 19),
                run.apply(
                        new TransposedConv2d(),
                        settings(2, Size.square(1), Size.square(1), VALID, NONE),
                        Tensor.counting(1, 1, 2, 2)));
    }

    /**
     * The definition: for any image x of the input's extent and u of the result's, {@code <transposed(x), u> = <x, conv(u)>}, where conv
     * is the layer {@code conv2d} with the same stride and padding, and a kernel whose channels in and out change places.
     */
    @ParameterizedTest
    @CsvSource({
        "3, 1, 0, 0",
        "3, 2, 1, 1",
        "3, 2, 1, 0",
        "4, 2, 1, 0",
        "2, 2, 0, 0",
        "2, 3, 0, 2",
        "5, 3, 2, 1",
        "3, 2, -1, 0",
        "2, 2, 2, 1"
    })
    void theTransposeOfConv2d(int kernel, int stride, int padding, int outputPadding) {
        Padding p = padding < 0 ? SAME : Padding.all(padding);
        int in = 2;
        int filters = 3;
        float[] weights = noise(kernel * kernel * in * filters, "weights");
        Tensor x = Tensor.of(Shape.of(2, 4, 5, in), noise(80, "x"));
        Tensor y = LayerRun.inUse()
                .with("kernel", weights)
                .apply(new TransposedConv2d(), settings(kernel, stride, p, outputPadding), x);
        Tensor u = Tensor.of(y.shape(), noise(y.shape().size(), "u"));
        float[] turned = new float[weights.length];
        for (int tap = 0; tap < kernel * kernel; tap++) {
            for (int channel = 0; channel < in; channel++) {
                for (int filter = 0; filter < filters; filter++) {
                    turned[(tap * filters + filter) * in + channel] = weights[(tap * in + channel) * filters + filter];
                }
            }
        }
        Tensor back = LayerRun.inUse()
                .with("kernel", turned)
                .apply(
                        new Conv2d(),
                        Parts.conv(Parts.conv(in, kernel, kernel), Size.square(stride), p, Size.square(1), 1),
                        u);
        assertEquals(x.shape(), back.shape());
        assertEquals(inner(x, back), inner(y, u), 1e-4);
    }

    private static float[] noise(int count, String name) {
        RandomStream random = new RandomStream(5, name);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double inner(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.numbers().size(); i++) {
            sum += (double) a.numbers().get(i) * b.numbers().get(i);
        }
        return sum;
    }
}
