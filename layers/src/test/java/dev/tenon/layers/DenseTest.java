package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DenseTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Dense();
    }

    @Override
    protected List<Example> examples() {
        Dense.Settings bare = new Dense.Settings(3, Parts.activation(new Sigmoid()), false, Parts.GLOROT, Parts.ZEROS);
        return List.of(
                example("plain", Parts.dense(5), Shape.of(3, 7)).gives(Shape.of(3, 5)),
                example("one unit", Parts.dense(1), Shape.of(4, 2)).gives(Shape.of(4, 1)),
                example("no bias, with an activation", bare, Shape.of(2, 4)).gives(Shape.of(2, 3)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("images", Parts.dense(5), List.of(Shape.of(2, 4, 4, 3)), "[2, 4, 4, 3]", "put `flatten`"),
                Mistake.of(
                        "an activation of two inputs",
                        () -> new Dense.Settings(5, Parts.activation(new Add()), true, Parts.GLOROT, Parts.ZEROS),
                        "activation",
                        "add"));
    }

    @Test
    void weightedSumsByHand() {
        LayerRun run = LayerRun.inUse().with("kernel", 1, 2, 3, 4, 5, 6).with("bias", 100, 200, 300);
        assertEquals(
                Tensor.of(Shape.of(2, 3), 109, 212, 315, 119, 226, 333),
                run.apply(new Dense(), Parts.dense(3), Tensor.counting(2, 2)));
    }
}
