package dev.tenon.experiments.model;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Initializer;
import dev.tenon.experiments.plugin.PluginException;
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

    /**
     * How it starts if nothing is given.
     *
     * @param random a stream of its own
     */
    public float[] initial(RandomStream random) {
        return PluginException.guard(
                "initializer " + initializer.type() + ", of " + name,
                initializer.service(),
                () -> initial(initializer.service(), initializer.settings(), leaf.shape(), random));
    }

    private static <S extends Record> float[] initial(
            Initializer<S> initializer, Record settings, Shape shape, RandomStream random) {
        return initializer.values(initializer.settings().cast(settings), shape, random);
    }
}
