package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConcatTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Concat();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example(
                                "channels",
                                new Concat.Settings(Concat.Axis.CHANNELS),
                                Shape.of(2, 3, 3, 2),
                                Shape.of(2, 3, 3, 1))
                        .gives(Shape.of(2, 3, 3, 3)),
                example(
                                "features",
                                new Concat.Settings(Concat.Axis.CHANNELS),
                                Shape.of(2, 3),
                                Shape.of(2, 4),
                                Shape.of(2, 1))
                        .gives(Shape.of(2, 8)),
                example("height", new Concat.Settings(Concat.Axis.HEIGHT), Shape.of(2, 3, 3, 2), Shape.of(2, 1, 3, 2))
                        .gives(Shape.of(2, 4, 3, 2)),
                example("width", new Concat.Settings(Concat.Axis.WIDTH), Shape.of(2, 3, 3, 2), Shape.of(2, 3, 2, 2))
                        .gives(Shape.of(2, 3, 5, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "another extent",
                        new Concat.Settings(Concat.Axis.CHANNELS),
                        List.of(Shape.of(2, 3, 3, 2), Shape.of(2, 3, 4, 2)),
                        "[2, 3, 4, 2]",
                        "differ only along"),
                refused(
                        "rows and images",
                        new Concat.Settings(Concat.Axis.CHANNELS),
                        List.of(Shape.of(2, 3, 3, 2), Shape.of(2, 2)),
                        "[2, 2]"),
                refused(
                        "the height of rows",
                        new Concat.Settings(Concat.Axis.HEIGHT),
                        List.of(Shape.of(2, 3), Shape.of(2, 3)),
                        "concat takes images"));
    }

    @Test
    void inTheirOrder() {
        assertEquals(
                Tensor.of(Shape.of(2, 3), 1, 2, 1, 3, 4, 2),
                LayerRun.inUse()
                        .apply(
                                new Concat(),
                                new Concat.Settings(Concat.Axis.CHANNELS),
                                Tensor.counting(2, 2),
                                Tensor.counting(2, 1)));
    }
}
