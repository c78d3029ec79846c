package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SoftplusTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Softplus();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", Parts.NONE, Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("images", Parts.NONE, Shape.of(2, 3, 3, 2)).gives(Shape.of(2, 3, 3, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }

    @Test
    void theRealFunctionAndItsSlope() {
        Curves.check(new Softplus(), Parts.NONE, x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), 2e-7);
    }

    @Test
    void whatIsNoNumberStaysNone() {
        assertArrayEquals(
                new float[] {Float.NaN, Float.POSITIVE_INFINITY, 0, 3e38f},
                Curves.of(
                        new Softplus(),
                        Parts.NONE,
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        3e38f));
    }
}
