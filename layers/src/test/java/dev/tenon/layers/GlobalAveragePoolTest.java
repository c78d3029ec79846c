package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GlobalAveragePoolTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new GlobalAveragePool();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("images", Parts.NONE, Shape.of(2, 3, 4, 3)).gives(Shape.of(2, 3)),
                example("one pixel", Parts.NONE, Shape.of(2, 1, 1, 4)).gives(Shape.of(2, 4)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused("rows", Parts.NONE, List.of(Shape.of(2, 4)), "global-average-pool", "[2, 4]"));
    }

    @Test
    void theMeanOfEachChannel() {
        assertEquals(
                Tensor.of(Shape.of(1, 2), 4, -2.5f),
                LayerRun.inUse()
                        .apply(
                                new GlobalAveragePool(),
                                Parts.NONE,
                                Tensor.of(Shape.of(1, 2, 2, 2), 7, -1, 3, -2, 5, -3, 1, -4)));
    }
}
