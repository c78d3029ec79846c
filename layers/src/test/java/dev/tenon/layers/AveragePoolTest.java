package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.settings.Padding;
import dev.tenon.api.settings.Size;
import dev.tenon.layers.LayerRun.Tensor;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AveragePoolTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new AveragePool();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("by its size", new PoolSettings(TWO, Optional.empty(), VALID), Shape.of(2, 4, 7, 2))
                        .gives(Shape.of(2, 2, 3, 2)),
                example("overlapping", Parts.pool(new Size(3, 2), ONE, VALID), Shape.of(2, 4, 4, 2))
                        .gives(Shape.of(2, 2, 3, 2)),
                example("same", Parts.pool(Size.square(3), TWO, Padding.named("same")), Shape.of(2, 5, 4, 2))
                        .gives(Shape.of(2, 3, 2, 2)),
                example("explicit", Parts.pool(TWO, TWO, Padding.all(1)), Shape.of(2, 4, 4, 2))
                        .gives(Shape.of(2, 3, 3, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "rows",
                        new PoolSettings(TWO, Optional.empty(), VALID),
                        List.of(Shape.of(2, 4)),
                        "average-pool",
                        "[2, 4]"),
                refused(
                        "a window larger than its input",
                        new PoolSettings(TWO, Optional.empty(), VALID),
                        List.of(Shape.of(2, 1, 4, 1)),
                        "height of 2 is larger"),
                Mistake.of(
                        "a border as wide as the window",
                        () -> Parts.pool(TWO, ONE, Padding.of(List.of(0, 0, 0, 2))),
                        "padding must be smaller than the size"));
    }

    private static final Size ONE = Size.square(1);
    private static final Size TWO = Size.square(2);
    private static final Padding VALID = Padding.named("valid");

    @Test
    void theMeanUnderEachWindow() {
        PoolSettings s = new PoolSettings(TWO, Optional.empty(), VALID);
        assertEquals(
                Tensor.of(Shape.of(1, 1, 2, 1), 4, 0.5f),
                LayerRun.inUse()
                        .apply(
                                new AveragePool(),
                                s,
                                Tensor.of(Shape.of(1, 2, 5, 1), 1, 7, -1, -2, 100, 3, 5, 9, -4, 100)));
    }

    /** Each window here has one pixel of the image. */
    @Test
    void theBorderDoesNotCount() {
        PoolSettings s = Parts.pool(TWO, TWO, Padding.all(1));
        assertEquals(
                Tensor.of(Shape.of(1, 2, 2, 1), -4, -3, -2, -1),
                LayerRun.inUse().apply(new AveragePool(), s, Tensor.of(Shape.of(1, 2, 2, 1), -4, -3, -2, -1)));
    }
}
