package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SigmoidTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Sigmoid();
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
        Curves.check(new Sigmoid(), Parts.NONE, x -> 1 / (1 + Math.exp(-x)), 3e-7);
    }

    @Test
    void valuesOfTheLogisticFunction() {
        float least = (float) (1 / (1 + StrictMath.exp(88)));
        float third = (float) (1 / (1 + StrictMath.exp(-1)));
        assertEquals(
                Tensor.of(Shape.of(1, 4), least, 0.5f, third, 1),
                LayerRun.inUse().apply(new Sigmoid(), Parts.NONE, Tensor.of(Shape.of(1, 4), -200, 0, 1, 200)));
    }
}
