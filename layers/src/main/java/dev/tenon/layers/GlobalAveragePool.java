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
 * The mean of each feature map: {@code [n, h, w, c]} to {@code [n, c]} (Lin, Chen and Yan, <i>Network in
 * network</i>, 2014).
 */
@Type("global-average-pool")
@Describe("Global average pooling: the mean of each feature map.")
public final class GlobalAveragePool implements Layer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
        return Ops.mean(InputChecks.images(type(), inputs), 1, 2);
    }
}
