package dev.tenon.layers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;

/** The contract; {@link NormalisedTest} has the numbers. */
final class LayerNormTest extends LayerContract {

    private static LayerNorm.Settings settings(LayerNorm.Over over, boolean gain, boolean bias) {
        return new LayerNorm.Settings(over, 1e-3, gain, bias, Parts.ONES, Parts.ZEROS);
    }

    @Override
    protected Layer<?> layer() {
        return new LayerNorm();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", settings(LayerNorm.Over.CHANNELS, true, true), Shape.of(3, 5))
                        .gives(Shape.of(3, 5)),
                example(
                                "images, channel by channel",
                                settings(LayerNorm.Over.CHANNELS, true, false),
                                Shape.of(2, 3, 2, 4))
                        .gives(Shape.of(2, 3, 2, 4)),
                example("whole images", settings(LayerNorm.Over.EXAMPLE, true, true), Shape.of(2, 3, 2, 2))
                        .gives(Shape.of(2, 3, 2, 2)),
                example(
                                "whole images of one channel",
                                settings(LayerNorm.Over.EXAMPLE, false, false),
                                Shape.of(2, 3, 2, 1))
                        .gives(Shape.of(2, 3, 2, 1)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused(
                        "one channel",
                        settings(LayerNorm.Over.CHANNELS, true, true),
                        List.of(Shape.of(2, 4, 4, 1)),
                        "layer-norm",
                        "one number",
                        "more channels"),
                refused(
                        "a vector",
                        settings(LayerNorm.Over.CHANNELS, true, true),
                        List.of(Shape.of(4)),
                        "layer-norm",
                        "[4]"));
    }
}
