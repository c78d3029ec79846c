package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AddTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Add();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("two", Parts.NONE, Shape.of(3, 5), Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("three images", Parts.NONE, Shape.of(2, 3, 3, 2), Shape.of(2, 3, 3, 2), Shape.of(2, 3, 3, 2))
                        .gives(Shape.of(2, 3, 3, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused(
                "other channels",
                Parts.NONE,
                List.of(Shape.of(2, 4, 4, 3), Shape.of(2, 4, 4, 1)),
                "[2, 4, 4, 3], [2, 4, 4, 1]",
                "kernel 1"));
    }

    @Test
    void sumsElementByElement() {
        Tensor x = Tensor.counting(1, 3);
        assertEquals(Tensor.of(Shape.of(1, 3), 3, 6, 9), LayerRun.inUse().apply(new Add(), Parts.NONE, x, x, x));
    }
}
