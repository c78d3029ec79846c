package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import java.util.List;

/** Nearest-neighbour enlargement: {@code [n, h, w, c]} to {@code [n, h * down, w * across, c]}. */
@Type("upsample")
@Describe("Enlarges images by repeating each pixel.")
public final class Upsample implements Layer<Upsample.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Repetitions of each pixel, vertically and horizontally.") @Default("2") @Range(min = 1)
            Size factor) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        return Ops.upsample(
                InputChecks.images(type(), inputs),
                s.factor().height(),
                s.factor().width());
    }
}
