package dev.tenon.testkit;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.sample.Swish;
import java.util.List;

/** The layer suite on a layer that keeps it, as its Javadoc says a third party uses it. */
final class SwishTest extends LayerContract {
    @Override
    protected Layer<?> layer() {
        return new Swish();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("plain", new Swish.Settings(1), Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("steep, on images", new Swish.Settings(4), Shape.of(2, 4, 3, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(Mistake.of("a slope of 0", () -> new Swish.Settings(0), "slope", "0"));
    }
}
