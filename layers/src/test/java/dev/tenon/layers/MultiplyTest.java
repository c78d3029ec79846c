package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MultiplyTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Multiply();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("two", Parts.NONE, Shape.of(3, 5), Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("three images", Parts.NONE, Shape.of(2, 3, 3, 2), Shape.of(2, 3, 3, 2), Shape.of(2, 3, 3, 2))
                        .gives(Shape.of(2, 3, 3, 2)),
                example("a number for each channel", Parts.NONE, Shape.of(2, 3, 2, 4), Shape.of(2, 4))
                        .gives(Shape.of(2, 3, 2, 4)),
                example("a number for each pixel, first", Parts.NONE, Shape.of(2, 3, 2, 1), Shape.of(2, 3, 2, 4))
                        .gives(Shape.of(2, 3, 2, 4)),
                // As many images as rows, which must not be taken for one another.
                example("as many channels as rows and columns", Parts.NONE, Shape.of(3, 3), Shape.of(3, 3, 3, 3))
                        .gives(Shape.of(3, 3, 3, 3)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "other channels",
                        Parts.NONE,
                        List.of(Shape.of(2, 4, 4, 3), Shape.of(2, 2)),
                        "multiply takes inputs",
                        "[2, 4, 4, 3], [2, 2]",
                        "equal or 1"),
                refused("a vector", Parts.NONE, List.of(Shape.of(2), Shape.of(2)), "multiply", "[2]"));
    }

    @Test
    void productsElementByElement() {
        Tensor x = Tensor.counting(1, 3);
        assertEquals(Tensor.of(Shape.of(1, 3), 1, 8, 27), LayerRun.inUse().apply(new Multiply(), Parts.NONE, x, x, x));
    }

    /** Global average pooling, dense, sigmoid, multiply: means 2 and 20 give log-odds of 2 * 2 - 20 / 5 = 0 and 20 / 10 - 2 * 2 = -2. */
    @Test
    void squeezeAndExcitation() {
        Tensor maps = Tensor.of(Shape.of(1, 1, 2, 2), 1, 10, 3, 30);
        Tensor squeezed = LayerRun.inUse().apply(new GlobalAveragePool(), Parts.NONE, maps);
        Tensor odds = LayerRun.inUse().with("kernel", 2, -2, -0.2f, 0.1f).apply(new Dense(), Parts.dense(2), squeezed);
        Tensor weights = LayerRun.inUse().apply(new Sigmoid(), Parts.NONE, odds);
        Tensor weighed = LayerRun.inUse().apply(new Multiply(), Parts.NONE, maps, weights);
        float rarely = (float) (1 / (1 + Math.exp(2)));
        assertArrayEquals(new float[] {0.5f, 10 * rarely, 1.5f, 30 * rarely}, weighed.array(), 1e-5f);
    }

    @Test
    void eachImageIsWeighedByItsOwnRow() {
        assertEquals(
                Tensor.of(Shape.of(2, 1, 2, 2), 10, 40, 30, 80, 150, 240, 210, 320),
                LayerRun.inUse()
                        .apply(
                                new Multiply(),
                                Parts.NONE,
                                Tensor.counting(2, 1, 2, 2),
                                Tensor.of(Shape.of(2, 2), 10, 20, 30, 40)));
    }
}
