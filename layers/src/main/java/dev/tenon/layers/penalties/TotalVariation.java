package dev.tenon.layers.penalties;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Penalty;

/**
 * The sum of the squared differences of neighbouring pixels, down and across, over all channels of an image {@code [n, h, w, c]}: the
 * total variation of Mahendran and Vedaldi (<i>Understanding deep image representations by inverting them</i>, 2015) with beta 2.
 */
@Type("total-variation")
@Describe("Total variation: the sum of squared differences between neighbouring pixels; it favours smooth images.")
public final class TotalVariation implements Penalty<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(NoSettings settings, Value value) {
        Shape shape = value.shape();
        if (shape.rank() != 4) {
            throw new ShapeException("penalty total-variation takes images [height, width, channels], not "
                    + shape.toList().subList(1, shape.rank()));
        }
        return Ops.add(along(value, 1), along(value, 2));
    }

    private static Value along(Value x, int axis) {
        int extent = x.shape().dim(axis);
        if (extent == 1) {
            return Ops.multiply(Ops.constant(0), Ops.sum(Ops.flatten(x), 1)); // No neighbours; NaN stays NaN.
        }
        Value steps = Ops.subtract(Ops.slice(x, axis, 1, extent), Ops.slice(x, axis, 0, extent - 1));
        Value flat = Ops.flatten(steps);
        return Ops.sum(Ops.multiply(flat, flat), 1);
    }
}
