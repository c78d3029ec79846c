package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.settings.Size;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UpsampleTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Upsample();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("twice", new Upsample.Settings(Size.square(2)), Shape.of(2, 2, 3, 2))
                        .gives(Shape.of(2, 4, 6, 2)),
                example("across", new Upsample.Settings(new Size(1, 3)), Shape.of(2, 2, 2, 1))
                        .gives(Shape.of(2, 2, 6, 1)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("rows", new Upsample.Settings(Size.square(2)), List.of(Shape.of(2, 4)), "upsample", "[2, 4]"));
    }

    @Test
    void pixelsAreRepeated() {
        assertEquals(
                Tensor.of(Shape.of(1, 2, 4, 1), 1, 1, 2, 2, 1, 1, 2, 2),
                LayerRun.inUse()
                        .apply(new Upsample(), new Upsample.Settings(Size.square(2)), Tensor.counting(1, 1, 2, 1)));
    }
}
