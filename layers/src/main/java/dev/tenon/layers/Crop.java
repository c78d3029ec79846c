package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Padding;
import java.util.List;

/** What is left without a border: {@code [n, h, w, c]} to {@code [n, h - top - bottom, w - left - right, c]}. */
@Type("crop")
@Describe("Crops images.")
public final class Crop implements Layer<Crop.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("What is cut off: one number, [vertical, horizontal] or [top, bottom, left, right], in pixels.")
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
        Value x = InputChecks.images(type(), inputs);
        Shape from = x.shape();
        Padding b = s.border();
        check("rows", from.dim(1), b.top(), b.bottom());
        check("columns", from.dim(2), b.left(), b.right());
        Value rows = Ops.slice(x, 1, b.top(), from.dim(1) - b.bottom());
        return Ops.slice(rows, 2, b.left(), from.dim(2) - b.right());
    }

    private static void check(String what, int extent, int first, int last) {
        if ((long) first + last >= extent) {
            throw new ShapeException(
                    "crop leaves nothing: it cuts " + first + " + " + last + " " + what + " off an image of " + extent);
        }
    }
}
