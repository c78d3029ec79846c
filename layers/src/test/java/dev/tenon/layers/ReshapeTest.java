package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReshapeTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Reshape();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("to images", new Reshape.Settings(List.of(2, 3, 4)), Shape.of(2, 24))
                        .gives(Shape.of(2, 2, 3, 4)),
                example("what is left", new Reshape.Settings(List.of(4, -1, 2)), Shape.of(2, 24))
                        .gives(Shape.of(2, 4, 3, 2)),
                example("to rows", new Reshape.Settings(List.of(-1)), Shape.of(2, 2, 3))
                        .gives(Shape.of(2, 6)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "too many numbers",
                        new Reshape.Settings(List.of(5, 5)),
                        List.of(Shape.of(2, 4, 6)),
                        "[5, 5]",
                        "24 numbers",
                        "[4, 6]"),
                refused(
                        "no whole number left",
                        new Reshape.Settings(List.of(-1, 5)),
                        List.of(Shape.of(2, 4, 6)),
                        "[-1, 5]",
                        "24 numbers"),
                refused(
                        "more than an integer holds",
                        new Reshape.Settings(List.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE)),
                        List.of(Shape.of(2, 4)),
                        "4 numbers"),
                Mistake.of("two unknowns", () -> new Reshape.Settings(List.of(-1, -1)), "-1 once"),
                Mistake.of("an extent of 0", () -> new Reshape.Settings(List.of(3, 0)), "at least 1", "[3, 0]"),
                Mistake.of("nothing", () -> new Reshape.Settings(List.of()), "extents of at least 1"));
    }

    @Test
    void numbersKeepTheirOrder() {
        Tensor x = Tensor.counting(1, 6);
        assertEquals(
                new Tensor(Shape.of(1, 3, 2), x.numbers()),
                LayerRun.inUse().apply(new Reshape(), new Reshape.Settings(List.of(3, 2)), x));
    }
}
