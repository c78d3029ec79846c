package dev.tenon.api.analysis;

import dev.tenon.api.graph.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A network with its weights, applied as in use and not as in training. */
public interface TrainedNetwork {

    /**
     * Compiles what is to be computed of examples.
     *
     * @param values from the network to what is wanted, by name: each value has one row for each example, {@code [batch, …]}. Called
     *     for each number of examples that is run together, and must give the same computation for each.
     * @throws IllegalArgumentException if a value's first axis is not the batch
     */
    Computation compile(Function<NetworkGraph, Map<String, Value>> values);

    /**
     * The results of layers for some examples, one computation by itself.
     *
     * @param layers their ids
     * @param examples by index
     * @return by the layer's id, {@code [examples, …]}
     */
    default Map<String, float[]> results(List<String> layers, int[] examples) {
        try (Computation computation = compile(graph -> {
            Map<String, Value> all = graph.apply();
            Map<String, Value> wanted = new LinkedHashMap<>();
            layers.forEach(id -> wanted.put(id, Objects.requireNonNull(all.get(id), id)));
            return wanted;
        })) {
            return computation.run(examples);
        }
    }

    /** The weights, by their names, such as {@code conv2d-1/kernel}, in the order of the layers. */
    List<Weights> weights();
}
