package dev.tenon.api.layer;

import dev.tenon.api.graph.Value;
import dev.tenon.api.settings.Configurable;
import java.util.List;

/**
 * A layer of a network, written forward only: its gradients are derived. Images are {@code [batch, height,
 * width, channels]}; the batch axis comes first everywhere.
 *
 * @param <S> its settings
 */
public interface Layer<S extends Record> extends Configurable<S> {

    /**
     * The layer's result.
     *
     * @param scope where it gets parameters, states and random numbers
     * @param settings checked already
     * @param inputs as many as {@link #inputs} allows
     * @throws dev.tenon.api.graph.ShapeException if the inputs' shapes do not fit
     * @throws IllegalArgumentException if settings and inputs do not fit together
     */
    Value apply(LayerScope scope, S settings, List<Value> inputs);

    /** How many inputs it takes. */
    default Arity inputs() {
        return Arity.ONE;
    }

    /** How many inputs a layer takes. */
    enum Arity {
        /** The value before it. */
        ONE,
        /** Several, as a sum or a concatenation has. */
        TWO_OR_MORE
    }
}
