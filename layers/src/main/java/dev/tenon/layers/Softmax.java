package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import java.util.List;

/** {@code exp(x) / sum(exp(x))} along the innermost axis, computed so that no exponential overflows. A network that learns by the loss {@code softmax-cross-entropy} ends without it: that loss takes the numbers before. */
@Type("softmax")
@Describe("Softmax over channels: probabilities that add up to 1.")
public final class Softmax implements Layer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
        return Ops.softmax(InputChecks.features(type(), inputs));
    }
}
