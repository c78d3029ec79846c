package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import java.util.List;

/** {@code [n, ...]} to {@code [n, features]}; of an image the channels run fastest, then columns, then rows. */
@Type("flatten")
@Describe("Flattens each example into a vector.")
public final class Flatten implements Layer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
        return Ops.flatten(InputChecks.features(type(), inputs));
    }
}
