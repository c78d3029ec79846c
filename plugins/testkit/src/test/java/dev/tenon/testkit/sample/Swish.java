package dev.tenon.testkit.sample;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.settings.Part;
import java.util.List;

/**
 * {@code x * sigmoid(beta * slope * x)} with a learned beta for each channel, a running mean of what comes in, and noise in
 * training: small, and yet it uses all that a layer may use.
 */
@Type("swish")
@Describe("Multiplies by the sigmoid of itself.")
public final class Swish implements Layer<Swish.Settings> {
    /** What a user may set. */
    public record Settings(
            @Describe("How steep it starts.") @Default("1") double slope) {
        public Settings {
            if (slope <= 0) {
                throw new IllegalArgumentException("slope is above 0, not " + slope);
            }
        }
    }

    /** Stateless. */
    public Swish() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings settings, List<Value> inputs) {
        Value x = inputs.getFirst();
        Shape channels = Shape.of(x.shape().dim(-1));
        Value beta = scope.parameter("beta", channels, new Part<>(new Half(), new NoSettings()));
        Value mean = scope.state("mean", channels, 0f);
        scope.update(mean, Ops.add(mean, Ops.mean(Ops.reshape(x, rows(x)), 0)));
        Value steep = Ops.multiply(Ops.multiply(x, beta), Ops.constant(settings.slope()));
        Value y = Ops.multiply(x, Ops.sigmoid(steep));
        return scope.training() ? Ops.multiply(y, scope.uniform("noise", y.shape())) : y;
    }

    private static Shape rows(Value x) {
        int channels = x.shape().dim(-1);
        return Shape.of(x.shape().size() / channels, channels);
    }
}
