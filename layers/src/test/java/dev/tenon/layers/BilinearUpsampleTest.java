package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.settings.Size;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BilinearUpsampleTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new BilinearUpsample();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("twice", new BilinearUpsample.Settings(Size.square(2)), Shape.of(2, 2, 3, 2))
                        .gives(Shape.of(2, 4, 6, 2)),
                example("across", new BilinearUpsample.Settings(new Size(1, 3)), Shape.of(2, 2, 2, 1))
                        .gives(Shape.of(2, 2, 6, 1)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused(
                "rows",
                new BilinearUpsample.Settings(Size.square(2)),
                List.of(Shape.of(2, 4)),
                "bilinear-upsample takes images",
                "[2, 4]"));
    }

    /** Centres of the result lie a quarter beyond those of the input, and beyond the outer ones nothing changes. */
    @Test
    void byHand() {
        assertEquals(
                Tensor.of(Shape.of(1, 1, 6, 1), 4, 5, 7, 10, 14, 16),
                LayerRun.inUse()
                        .apply(
                                new BilinearUpsample(),
                                new BilinearUpsample.Settings(new Size(1, 2)),
                                Tensor.of(Shape.of(1, 1, 3, 1), 4, 8, 16)));
    }

    /** Each pixel by the definition: where its centre lies among those of the input, held at the outer ones. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 5", "1, 6", "32, 7"})
    void theDefinitionPixelByPixel(int down, int across) {
        int height = 3;
        int width = 4;
        int channels = 2;
        float[] x = new float[2 * height * width * channels];
        for (int i = 0; i < x.length; i++) {
            x[i] = i * 37 % 23;
        }
        double[] expected = new double[x.length * down * across];
        int at = 0;
        for (int image = 0; image < 2; image++) {
            for (int row = 0; row < height * down; row++) {
                double y = Math.clamp((row + 0.5) / down - 0.5, 0, height - 1);
                for (int column = 0; column < width * across; column++) {
                    double z = Math.clamp((column + 0.5) / across - 0.5, 0, width - 1);
                    for (int channel = 0; channel < channels; channel++) {
                        double sum = 0;
                        for (int r = 0; r < height; r++) {
                            for (int c = 0; c < width; c++) {
                                double weight = Math.max(0, 1 - Math.abs(y - r)) * Math.max(0, 1 - Math.abs(z - c));
                                sum += weight * x[((image * height + r) * width + c) * channels + channel];
                            }
                        }
                        expected[at++] = sum;
                    }
                }
            }
        }
        Tensor actual = LayerRun.inUse()
                .apply(
                        new BilinearUpsample(),
                        new BilinearUpsample.Settings(new Size(down, across)),
                        Tensor.of(Shape.of(2, height, width, channels), x));
        double[] numbers =
                actual.numbers().stream().mapToDouble(Float::doubleValue).toArray();
        assertArrayEquals(expected, numbers, 1e-5);
    }
}
