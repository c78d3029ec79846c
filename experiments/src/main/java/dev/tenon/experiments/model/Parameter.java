package dev.tenon.experiments.model;

import dev.tenon.api.graph.Value;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Initializer;
import dev.tenon.experiments.spec.LayerSpec;

/**
 * A trainable tensor of a network.
 *
 * @param name {@code layer/parameter}, unique within the network
 * @param layer which layer has it
 * @param local its name within the layer
 * @param leaf where it enters the graph
 * @param initializer how it starts if the layer's weights are fresh
 */
public record Parameter(String name, LayerSpec layer, String local, Value leaf, Part<Initializer<?>> initializer) {

    /** Whether training changes it. */
    public boolean trainable() {
        return !layer.frozen();
    }
}
