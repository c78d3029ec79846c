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

final class CropTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Crop();
    }

    private static final Crop.Settings SIDES = new Crop.Settings(Padding.of(List.of(1, 0, 0, 2)));

    @Override
    protected List<Example> examples() {
        return List.of(
                example("all around", new Crop.Settings(Padding.all(2)), Shape.of(2, 7, 6, 2))
                        .gives(Shape.of(2, 3, 2, 2)),
                example("sides", SIDES, Shape.of(2, 3, 4, 1)).gives(Shape.of(2, 2, 2, 1)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                Mistake.of(
                        "same", () -> new Crop.Settings(Padding.named("same")), "border", "[down, across]", "not same"),
                refused("rows", SIDES, List.of(Shape.of(2, 4)), "crop takes images", "[2, 4]"),
                refused(
                        "all rows",
                        new Crop.Settings(Padding.of(List.of(2, 3, 0, 0))),
                        List.of(Shape.of(2, 5, 9, 1)),
                        "crop leaves nothing",
                        "2 + 3 rows off an image of 5"),
                refused(
                        "far more columns than an int holds",
                        new Crop.Settings(Padding.of(List.of(0, 0, 2_000_000_000, 2_000_000_000))),
                        List.of(Shape.of(2, 5, 9, 1)),
                        "columns off an image of 9"));
    }

    @Test
    void whatIsLeft() {
        assertEquals(
                Tensor.of(Shape.of(1, 2, 2, 1), 5, 6, 9, 10),
                LayerRun.inUse().apply(new Crop(), SIDES, Tensor.counting(1, 3, 4, 1)));
    }
}
