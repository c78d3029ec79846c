package dev.tenon.layers;

import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.settings.Part;
import java.util.List;
import java.util.Optional;

/** The `activation` setting of layers that have weights. */
final class Activations {

    private Activations() {}

    /** The value after the activation, or as it is without one. */
    static Value apply(LayerScope scope, Optional<Part<Layer<?>>> activation, Value x) {
        return activation
                .map(layer -> scope.apply("activation", layer, List.of(x)))
                .orElse(x);
    }

    /**
     * Checks an `activation` setting.
     *
     * @throws IllegalArgumentException if the layer takes several inputs
     */
    static void check(Optional<Part<Layer<?>>> activation) {
        activation.map(Part::service).ifPresent(layer -> {
            if (layer.inputs() != Layer.Arity.ONE) {
                throw new IllegalArgumentException("activation takes a layer of one input, such as relu, not "
                        + layer.type() + ", which takes several");
            }
        });
    }
}
