package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.List;

/**
 * {@code x > 0 ? x : slope * x}, elementwise (Maas, Hannun and Ng, <i>Rectifier nonlinearities improve neural
 * network acoustic models</i>, 2013). The derivative at 0 is the slope.
 */
@Type("leaky-relu")
@Describe("ReLU with a small slope for negative inputs.")
public final class LeakyRelu implements Layer<LeakyRelu.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The slope for negative inputs.") @Default("0.01") @Range(min = 0)
            double slope) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = inputs.getFirst();
        Value positive = Ops.less(Ops.constant(0), x);
        return Ops.select(positive, x, Ops.multiply(Ops.constant(s.slope()), x));
    }
}
