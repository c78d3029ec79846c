package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import java.util.List;

/**
 * {@code x * sigmoid(x)}, elementwise (Elfwing, Uchibe and Doya, <i>Sigmoid-weighted linear units for neural network function
 * approximation in reinforcement learning</i>, 2018; swish with a slope of 1).
 */
@Type("silu")
@Describe("Sigmoid linear unit: x times sigmoid(x).")
public final class Silu implements Layer<NoSettings> {

    /** Below it exp(-x) overflows, and gradients would be 0 times infinity; the result there is 0 but for 5e-37. */
    private static final double LOWEST = -88;

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
        Value x = Ops.max(Ops.constant(LOWEST), inputs.getFirst()); // in this order, NaN stays NaN
        return Ops.multiply(x, Ops.sigmoid(x));
    }
}
