package dev.tenon.layers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.settings.Padding;
import java.util.List;

/** What layers ask of their inputs, with errors that say what to put before the layer. */
final class InputChecks {

    private InputChecks() {}

    /** The one input of a layer that takes images. */
    static Value images(String layer, List<Value> inputs) {
        Value x = inputs.getFirst();
        if (x.shape().rank() != 4) {
            throw new ShapeException(layer + " takes images [batch, height, width, channels], not " + x.shape()
                    + "; put it before what flattens them, or put `reshape` before it");
        }
        return x;
    }

    /** The one input of a layer that takes the batch axis and at least one more. */
    static Value features(String layer, List<Value> inputs) {
        Value x = inputs.getFirst();
        if (x.shape().rank() < 2) {
            throw new ShapeException(
                    layer + " takes [batch, ...] with at least one axis after the batch, not " + x.shape());
        }
        return x;
    }

    /**
     * Checks a `border` setting, whose type is that of the padding of windows.
     *
     * @throws IllegalArgumentException if it is `same`, which only means something to a window
     */
    static void checkBorder(Padding border) {
        if (border.kind() == Padding.Kind.SAME) {
            throw new IllegalArgumentException(
                    "border takes a number of pixels, [down, across] or [top, bottom, left, right], not same");
        }
    }

    /** The extents after the batch axis, for messages. */
    static String perExample(Shape shape) {
        return shape.slice(1, shape.rank()).toString();
    }
}
