package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import java.util.List;

/** Two or more inputs side by side along one axis, in their order; the other extents are equal. */
@Type("concat")
@Describe("Concatenates its inputs, along channels by default.")
public final class Concat implements Layer<Concat.Settings> {

    /** Along what inputs are joined. */
    public enum Axis {
        @Describe("The innermost axis: the channels of images, or the features of rows.")
        CHANNELS,
        @Describe("Along the height: one image below the other.")
        HEIGHT,
        @Describe("Along the width: one image beside the other.")
        WIDTH
    }

    /** What a user may set. */
    public record Settings(
            @Describe("The axis along which inputs are joined.") @Default("channels")
            Axis axis) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Arity inputs() {
        return Arity.TWO_OR_MORE;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Shape first = InputChecks.features(type(), inputs).shape();
        if (s.axis() != Axis.CHANNELS) {
            InputChecks.images(type(), inputs);
        }
        int axis = switch (s.axis()) {
            case CHANNELS -> first.rank() - 1;
            case HEIGHT -> 1;
            case WIDTH -> 2;
        };
        for (Value input : inputs) {
            Shape shape = input.shape();
            if (shape.rank() != first.rank()
                    || !shape.with(axis, first.dim(axis)).equals(first)) {
                throw new ShapeException("concat takes inputs that differ only along the axis they are joined by ("
                        + (axis == first.rank() - 1 ? "the last" : axis == 1 ? "height" : "width") + "), not "
                        + inputs.stream().map(Value::shape).toList());
            }
        }
        return Ops.concat(axis, inputs);
    }
}
