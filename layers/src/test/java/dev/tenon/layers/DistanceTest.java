package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DistanceTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Distance();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", Parts.NONE, Shape.of(3, 5), Shape.of(3, 5)).gives(Shape.of(3, 1)),
                example("images", Parts.NONE, Shape.of(2, 3, 3, 2), Shape.of(2, 3, 3, 2))
                        .gives(Shape.of(2, 1)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "other units",
                        Parts.NONE,
                        List.of(Shape.of(2, 3), Shape.of(2, 4)),
                        "distance takes two inputs"),
                refused(
                        "three inputs",
                        Parts.NONE,
                        List.of(Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 3)),
                        "distance takes two inputs"));
    }

    @Test
    void threeAndFourAreFiveApart() {
        Tensor a = Tensor.of(Shape.of(2, 2), 1, 2, 7, 7);
        Tensor b = Tensor.of(Shape.of(2, 2), 4, 6, 7, 7);
        assertArrayEquals(
                new float[] {5, 0},
                LayerRun.inUse().apply(new Distance(), Parts.NONE, a, b).array(),
                2e-6f);
    }
}
