package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.util.List;

/**
 * The mean under each window, channel by channel: {@code [n, h, w, c]} to {@code [n, oh, ow, c]}. Pixels of the
 * border are not counted (PyTorch's {@code count_include_pad=False}, and Keras).
 */
@Type("average-pool")
@Describe("Average pooling: the mean of each window.")
public final class AveragePool implements Layer<PoolSettings> {

    @Override
    public Class<PoolSettings> settings() {
        return PoolSettings.class;
    }

    @Override
    public Value apply(LayerScope scope, PoolSettings s, List<Value> inputs) {
        Value x = InputChecks.images(type(), inputs);
        return Ops.averagePool(x, s.window(x.shape()));
    }
}
