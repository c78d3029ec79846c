package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Initializer;
import java.util.Optional;

/** What layers share that normalise each example by itself, in training as in use. */
final class Normalised {

    private Normalised() {}

    /**
     * {@code (x - mean) / sqrt(variance + epsilon)} with mean and variance over axes, the variance divided by the number of terms.
     *
     * @throws ShapeException if they are of one number, which is its own mean
     */
    static Value over(String layer, Value x, double epsilon, int... axes) {
        Shape kept = x.shape();
        for (int axis : axes) {
            kept = kept.with(axis, 1);
        }
        if (kept.equals(x.shape())) {
            throw new ShapeException(layer + " would normalise one number at a time, which gives 0;"
                    + " give it larger images, more channels or fewer groups");
        }
        Value centred = Ops.subtract(x, Ops.reshape(Ops.mean(x, axes), kept));
        Value variance = Ops.reshape(Ops.mean(Ops.multiply(centred, centred), axes), kept);
        Value scale = Ops.divide(Ops.constant(1), Ops.sqrt(Ops.add(variance, Ops.constant(epsilon))));
        return Ops.multiply(centred, scale);
    }

    /** Times the parameter {@code gain}, plus the parameter {@code bias}, where there are any. */
    static Value scaled(
            LayerScope scope,
            Value x,
            Shape shape,
            Optional<Part<Initializer<?>>> gain,
            Optional<Part<Initializer<?>>> bias) {
        Value y = gain.map(start -> Ops.multiply(x, scope.parameter("gain", shape, start)))
                .orElse(x);
        return bias.map(start -> Ops.add(y, scope.parameter("bias", shape, start)))
                .orElse(y);
    }
}
