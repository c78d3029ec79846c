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
 * {@code log(1 + exp(x))}, elementwise, without overflow: above 16 it is {@code x}, which no float tells apart from it. It is
 * within 2e-7 of the real function, above 1 within that part of it; below -17 it is 0 (Dugas and others, <i>Incorporating second-order
 * functional knowledge for better option pricing</i>, 2001).
 */
@Type("softplus")
@Describe("A smooth form of ReLU: log(1 + exp(x)).")
public final class Softplus implements Layer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
        return Ops.softplus(inputs.getFirst());
    }
}
