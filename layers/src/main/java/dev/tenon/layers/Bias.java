package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Initializer;
import java.util.List;

/** Adds the parameter {@code bias} {@code [c]} to {@code [n, ..., c]}. */
@Type("bias")
@Describe("Adds a learned number to each channel.")
public final class Bias implements Layer<Bias.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The initializer of the bias.") @Default("zeros")
            Part<Initializer<?>> initializer) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = InputChecks.features(type(), inputs);
        return Ops.add(x, scope.parameter("bias", Shape.of(x.shape().dim(-1)), s.initializer()));
    }
}
