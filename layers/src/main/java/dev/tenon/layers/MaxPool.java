package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.util.List;

/**
 * The largest number under each window, channel by channel: {@code [n, h, w, c]} to {@code [n, oh, ow, c]}. The
 * gradient goes to the first of equal largest numbers.
 */
@Type("max-pool")
@Describe("Max pooling: the maximum of each window. Is the feature present anywhere in it?")
public final class MaxPool implements Layer<PoolSettings> {

    @Override
    public Class<PoolSettings> settings() {
        return PoolSettings.class;
    }

    @Override
    public Value apply(LayerScope scope, PoolSettings s, List<Value> inputs) {
        Value x = InputChecks.images(type(), inputs);
        return Ops.maxPool(x, s.window(x.shape()));
    }
}
