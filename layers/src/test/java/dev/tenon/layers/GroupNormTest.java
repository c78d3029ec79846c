package dev.tenon.layers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;

/** The contract; {@link NormalisedTest} has the numbers. */
final class GroupNormTest extends LayerContract {

    private static GroupNorm.Settings settings(int groups, boolean gain, boolean bias) {
        return new GroupNorm.Settings(groups, 1e-3, gain, bias, Parts.ONES, Parts.ZEROS);
    }

    @Override
    protected Layer<?> layer() {
        return new GroupNorm();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", settings(2, true, true), Shape.of(3, 6)).gives(Shape.of(3, 6)),
                example("images", settings(2, true, true), Shape.of(2, 3, 2, 4)).gives(Shape.of(2, 3, 2, 4)),
                example("a group for each channel", settings(3, false, true), Shape.of(2, 3, 2, 3))
                        .gives(Shape.of(2, 3, 2, 3)),
                example("one group", settings(1, false, false), Shape.of(2, 3, 2, 3))
                        .gives(Shape.of(2, 3, 2, 3)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "channels and groups",
                        settings(3, true, true),
                        List.of(Shape.of(2, 4, 4, 4)),
                        "groups (3)",
                        "4 channels"),
                refused(
                        "one number in a group",
                        settings(4, true, true),
                        List.of(Shape.of(2, 4)),
                        "group-norm",
                        "one number",
                        "fewer groups"));
    }
}
