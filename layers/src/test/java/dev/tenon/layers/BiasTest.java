package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BiasTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Bias();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", new Bias.Settings(Parts.ZEROS), Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("images", new Bias.Settings(Parts.ONES), Shape.of(2, 3, 3, 2))
                        .gives(Shape.of(2, 3, 3, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused("a vector", new Bias.Settings(Parts.ZEROS), List.of(Shape.of(4)), "bias", "[4]"));
    }

    @Test
    void eachChannelHasItsNumber() {
        assertEquals(
                Tensor.of(Shape.of(2, 2), 11, 22, 13, 24),
                LayerRun.inUse()
                        .with("bias", 10, 20)
                        .apply(new Bias(), new Bias.Settings(Parts.ZEROS), Tensor.counting(2, 2)));
    }
}
