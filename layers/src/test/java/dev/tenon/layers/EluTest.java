package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EluTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Elu();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", new Elu.Settings(1), Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("images", new Elu.Settings(0.3), Shape.of(2, 3, 3, 2)).gives(Shape.of(2, 3, 3, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }

    @Test
    void theRealFunctionAndItsSlope() {
        Curves.check(new Elu(), new Elu.Settings(1), x -> x > 0 ? x : Math.expm1(x), 1.3e-7);
        Curves.check(new Elu(), new Elu.Settings(2.5), x -> x > 0 ? x : 2.5 * Math.expm1(x), 3e-7);
    }

    @Test
    void whatIsNoNumberStaysNoneAndTheFarEndsAreTheirLimits() {
        assertArrayEquals(
                new float[] {Float.NaN, Float.POSITIVE_INFINITY, -0.5f, 3e38f},
                Curves.of(
                        new Elu(),
                        new Elu.Settings(0.5),
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        3e38f));
    }
}
