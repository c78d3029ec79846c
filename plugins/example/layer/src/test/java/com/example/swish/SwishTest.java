package com.example.swish;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;

/** The suite checks shapes, gradients, determinism and descriptions. */
final class SwishTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Swish();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("plain", new Swish.Settings(1), Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("steep, on images", new Swish.Settings(4), Shape.of(2, 4, 4, 3))
                        .gives(Shape.of(2, 4, 4, 3)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(); // every slope that @Range lets through works, and so does every shape
    }
}
