package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlattenTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Flatten();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("images", Parts.NONE, Shape.of(2, 3, 4, 2)).gives(Shape.of(2, 24)),
                example("rows", Parts.NONE, Shape.of(3, 5)).gives(Shape.of(3, 5)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused("a vector", Parts.NONE, List.of(Shape.of(4)), "flatten", "[4]"));
    }

    @Test
    void channelsRunFastestThenColumnsThenRows() {
        Tensor x = Tensor.counting(2, 2, 3, 2);
        assertEquals(new Tensor(Shape.of(2, 12), x.numbers()), LayerRun.inUse().apply(new Flatten(), Parts.NONE, x));
    }
}
