package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SiluTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Silu();
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
        Curves.check(new Silu(), Parts.NONE, x -> x / (1 + Math.exp(-x)), 3e-7);
    }

    @Test
    void whatIsNoNumberStaysNoneAndTheFarEndsAreTheirLimits() {
        assertArrayEquals(
                new float[] {Float.NaN, Float.POSITIVE_INFINITY, 0, 0, 3e38f},
                Curves.of(
                        new Silu(),
                        Parts.NONE,
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        -3e38f,
                        3e38f),
                1e-36f);
    }
}
