package dev.tenon.layers;

import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import java.util.List;

/** Its input as it is; the short way of a branching network, or an end to hang an {@code id} on. */
@Type("identity")
@Describe("Returns its input unchanged.")
public final class Identity implements Layer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
        return inputs.getFirst();
    }
}
