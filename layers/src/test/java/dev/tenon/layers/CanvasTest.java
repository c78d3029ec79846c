package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CanvasTest extends LayerContract {

    private static Canvas.Settings of(int images, Integer... shape) {
        return new Canvas.Settings(List.of(shape), images, Parts.GLOROT);
    }

    @Override
    protected Layer<?> layer() {
        return new Canvas();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("for images", of(1, 4, 5, 2), Shape.of(3, 6, 6, 1)).gives(Shape.of(3, 4, 5, 2)),
                example("for numbers", of(1, 2, 2, 1), Shape.of(2, 7)).gives(Shape.of(2, 2, 2, 1)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused(
                "images for images",
                of(10, 4, 4, 1),
                List.of(Shape.of(2, 4, 4, 1)),
                "a canvas of 10 images takes a class",
                "name a column of classes"));
    }

    @Test
    void eachExampleGetsTheImageOfItsClass() {
        assertEquals(
                Tensor.of(Shape.of(4, 1, 2, 1), 5, 6, 1, 2, 5, 6, 3, 4),
                LayerRun.inUse()
                        .with("image", 1, 2, 3, 4, 5, 6)
                        .apply(new Canvas(), of(3, 1, 2, 1), Tensor.of(Shape.of(4), 2, 0, 2, 1)));
    }

    @Test
    void aShapeIsThreeExtents() {
        assertEquals(
                "`shape` is [height, width, channels], each at least 1, not [8, 8]",
                assertThrows(IllegalArgumentException.class, () -> of(1, 8, 8)).getMessage());
    }
}
