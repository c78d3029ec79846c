package dev.tenon.layers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import java.util.List;

/** What layers ask of their inputs, with errors that say what to put before the layer. */
final class Inputs {

    private Inputs() {}

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

    /** The extents after the batch axis, for messages. */
    static String perExample(Shape shape) {
        return shape.slice(1, shape.rank()).toString();
    }
}
