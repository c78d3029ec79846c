package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpatialDropoutTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new SpatialDropout();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("half", new SpatialDropout.Settings(0.5), Shape.of(3, 2, 3, 4))
                        .gives(Shape.of(3, 2, 3, 4)),
                example("nothing", new SpatialDropout.Settings(0), Shape.of(2, 3, 3, 2))
                        .gives(Shape.of(2, 3, 3, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused(
                "rows",
                new SpatialDropout.Settings(0.5),
                List.of(Shape.of(2, 4)),
                "spatial-dropout takes images",
                "[2, 4]"));
    }

    @Test
    void inUseNothingChanges() {
        Tensor x = Tensor.counting(2, 2, 2, 3);
        assertEquals(x, LayerRun.inUse().apply(new SpatialDropout(), new SpatialDropout.Settings(0.9), x));
    }

    /** A map is dropped whole or kept whole, each by itself; the part that is dropped is the rate. */
    @Test
    void inTrainingWholeMapsAreDroppedAndTheRestScaledUp() {
        int images = 200;
        int channels = 50;
        double rate = 0.25;
        float[] threes = new float[images * 4 * channels];
        java.util.Arrays.fill(threes, 3);
        Tensor y = LayerRun.training()
                .apply(
                        new SpatialDropout(),
                        new SpatialDropout.Settings(rate),
                        Tensor.of(Shape.of(images, 2, 2, channels), threes));
        int dropped = 0;
        for (int image = 0; image < images; image++) {
            for (int channel = 0; channel < channels; channel++) {
                float first = y.numbers().get(image * 4 * channels + channel);
                assertTrue(first == 0 || first == 4, "3 / (1 - 0.25): " + first);
                dropped += first == 0 ? 1 : 0;
                for (int pixel = 1; pixel < 4; pixel++) {
                    assertEquals(first, y.numbers().get((image * 4 + pixel) * channels + channel));
                }
            }
        }
        int maps = images * channels;
        assertEquals(rate, (double) dropped / maps, 4 * Math.sqrt(rate * (1 - rate) / maps));
    }
}
