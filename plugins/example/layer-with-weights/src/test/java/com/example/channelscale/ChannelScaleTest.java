package com.example.channelscale;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.Initializers;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;

/** The suite checks shapes, gradients, of the weights too, determinism and descriptions. */
final class ChannelScaleTest extends LayerContract {

    /** An initializer for a test; in a file a user picks one, or has the default. */
    private static final ChannelScale.Settings SETTINGS = new ChannelScale.Settings(Initializers.constant(1));

    @Override
    protected Layer<?> layer() {
        return new ChannelScale();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", SETTINGS, Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("images", SETTINGS, Shape.of(2, 4, 4, 3)).gives(Shape.of(2, 4, 4, 3)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused("no channels", SETTINGS, List.of(Shape.of(4)), "channel-scale takes", "[4]"));
    }
}
