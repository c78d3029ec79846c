package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import java.util.List;

/**
 * The largest number of each feature map: {@code [n, h, w, c]} to {@code [n, c]}. It is max-pooling with the whole
 * image as its window, so the gradient too goes to the first of equal largest numbers.
 */
@Type("global-max-pool")
@Describe("Global max pooling: the maximum of each feature map. Is the feature present anywhere?")
public final class GlobalMaxPool implements Layer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
        Value x = InputChecks.images(type(), inputs);
        Shape s = x.shape();
        Value largest = Ops.maxPool(x, Window.of(s.dim(1), s.dim(2)));
        return Ops.reshape(largest, Shape.of(s.dim(0), s.dim(3)));
    }
}
