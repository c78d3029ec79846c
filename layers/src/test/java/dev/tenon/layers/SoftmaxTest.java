package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SoftmaxTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Softmax();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", Parts.NONE, Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("images", Parts.NONE, Shape.of(2, 3, 3, 2)).gives(Shape.of(2, 3, 3, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused("a vector", Parts.NONE, List.of(Shape.of(4)), "softmax", "[4]"));
    }

    @Test
    void probabilitiesAlongTheChannels() {
        // Equal numbers share equally, however large; a large difference leaves one.
        assertEquals(
                Tensor.of(Shape.of(2, 2), 0.5f, 0.5f, 1, 0),
                LayerRun.inUse().apply(new Softmax(), Parts.NONE, Tensor.of(Shape.of(2, 2), 1e30f, 1e30f, 200, 0)));
    }
}
