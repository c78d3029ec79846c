package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.settings.Padding;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PadTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Pad();
    }

    private static final Pad.Settings SIDES = new Pad.Settings(Padding.of(List.of(1, 0, 0, 2)));

    @Override
    protected List<Example> examples() {
        return List.of(
                example("all around", new Pad.Settings(Padding.all(2)), Shape.of(2, 3, 2, 2))
                        .gives(Shape.of(2, 7, 6, 2)),
                example("sides", SIDES, Shape.of(2, 2, 2, 1)).gives(Shape.of(2, 3, 4, 1)),
                example("none", new Pad.Settings(Padding.all(0)), Shape.of(2, 2, 2, 1))
                        .gives(Shape.of(2, 2, 2, 1)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                Mistake.of(
                        "same", () -> new Pad.Settings(Padding.named("same")), "border", "[down, across]", "not same"),
                refused("rows", SIDES, List.of(Shape.of(2, 4)), "pad takes images", "[2, 4]"));
    }

    @Test
    void theBorderIsZero() {
        assertEquals(
                Tensor.of(Shape.of(1, 3, 4, 1), 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0),
                LayerRun.inUse().apply(new Pad(), SIDES, Tensor.counting(1, 2, 2, 1)));
    }
}
