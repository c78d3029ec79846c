package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import java.util.List;

/** The logistic function, {@code 1 / (1 + exp(-x))}, elementwise; below -88 as at -88, which is 6e-39. */
@Type("sigmoid")
@Describe("The logistic function, with outputs between 0 and 1.")
public final class Sigmoid implements Layer<NoSettings> {

    /** Below it exp(-x) overflows, and gradients would be 0 times infinity. */
    private static final double LOWEST = -88;

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
        return Ops.sigmoid(Ops.max(Ops.constant(LOWEST), inputs.getFirst())); // in this order, NaN stays NaN
    }
}
