package dev.tenon.layers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;

/** The contract; {@link NormalisedTest} has the numbers. */
final class InstanceNormTest extends LayerContract {

    private static InstanceNorm.Settings settings(boolean gain, boolean bias) {
        return new InstanceNorm.Settings(1e-3, gain, bias, Parts.ONES, Parts.ZEROS);
    }

    @Override
    protected Layer<?> layer() {
        return new InstanceNorm();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("both", settings(true, true), Shape.of(2, 3, 2, 2)).gives(Shape.of(2, 3, 2, 2)),
                example("neither", settings(false, false), Shape.of(2, 1, 4, 3)).gives(Shape.of(2, 1, 4, 3)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "a pixel",
                        settings(true, true),
                        List.of(Shape.of(2, 1, 1, 4)),
                        "instance-norm",
                        "one number",
                        "larger images"),
                refused("rows", settings(true, true), List.of(Shape.of(2, 4)), "instance-norm takes images", "[2, 4]"));
    }
}
