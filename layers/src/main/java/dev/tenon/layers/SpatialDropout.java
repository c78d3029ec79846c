package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.List;

/**
 * Dropout of whole feature maps: in training, each channel of each image is set to 0 with probability {@code rate} and else divided by
 * {@code 1 - rate}; in use the input passes as it is. Neighbouring pixels are alike, so dropping them one by one would hide little
 * (Tompson and others, <i>Efficient object localization using convolutional networks</i>, 2015).
 */
@Type("spatial-dropout")
@Describe("In training, sets whole feature maps to 0 at random and scales up the rest.")
public final class SpatialDropout implements Layer<SpatialDropout.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The probability that a feature map is set to 0.")
            @Default("0.5")
            @Range(min = 0, max = 1, below = true)
            double rate) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = InputChecks.images(type(), inputs);
        if (!scope.training() || s.rate() == 0) {
            return x;
        }
        Shape maps = x.shape().with(1, 1).with(2, 1);
        Value kept = Ops.lessOrEqual(Ops.constant(s.rate()), scope.uniform("dropout", maps));
        Value scaled = Ops.multiply(x, Ops.constant(1 / (1 - s.rate())));
        return Ops.select(kept, scaled, Ops.constant(0));
    }
}
