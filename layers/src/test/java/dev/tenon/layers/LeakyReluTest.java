package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeakyReluTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new LeakyRelu();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", new LeakyRelu.Settings(0.01), Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("images, steep", new LeakyRelu.Settings(2), Shape.of(2, 3, 3, 2))
                        .gives(Shape.of(2, 3, 3, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }

    @Test
    void negativeNumbersAreMadeSmall() {
        assertEquals(
                Tensor.of(Shape.of(1, 4), -0.5f, 0, 0.5f, 3),
                LayerRun.inUse()
                        .apply(
                                new LeakyRelu(),
                                new LeakyRelu.Settings(0.25),
                                Tensor.of(Shape.of(1, 4), -2, 0, 0.5f, 3)));
    }
}
