package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Padding;
import java.util.List;

/** A border of zeros: {@code [n, h, w, c]} to {@code [n, top + h + bottom, left + w + right, c]}. */
@Type("pad")
@Describe("Pads images with zeros.")
public final class Pad implements Layer<Pad.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe(
                    "The width of the border: one number, [vertical, horizontal] or [top, bottom, left, right], in pixels.")
            Padding border) {

        public Settings {
            InputChecks.checkBorder(border);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Padding b = s.border();
        return Ops.pad(
                InputChecks.images(type(), inputs),
                List.of(0, b.top(), b.left(), 0),
                List.of(0, b.bottom(), b.right(), 0),
                List.of(0, 0, 0, 0),
                0f);
    }
}
