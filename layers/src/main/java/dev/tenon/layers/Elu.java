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
 * The exponential linear unit, {@code x > 0 ? x : alpha * (exp(x) - 1)}, elementwise (Clevert, Unterthiner and Hochreiter, <i>Fast
 * and accurate deep network learning by exponential linear units</i>, 2016). The derivative at 0 is alpha.
 */
@Type("elu")
@Describe("Exponential linear unit: negative inputs approach a lower bound smoothly.")
public final class Elu implements Layer<Elu.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The lower bound is minus this number.") @Default("1") @Range(min = 0)
            double alpha) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = inputs.getFirst();
        Value zero = Ops.constant(0);
        // Of positive numbers the exponential is not taken, for it may overflow; in this order, NaN stays NaN.
        Value below = Ops.subtract(Ops.exp(Ops.min(zero, x)), Ops.constant(1));
        return Ops.select(Ops.less(zero, x), x, Ops.multiply(Ops.constant(s.alpha()), below));
    }
}
