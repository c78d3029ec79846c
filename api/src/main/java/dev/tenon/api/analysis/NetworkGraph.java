package dev.tenon.api.analysis;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A network as values, for a number of examples at a time: what a computation is written in. */
public interface NetworkGraph {

    /** How many examples there are at a time; computations are built for several sizes. */
    int batch();

    /** What the network takes, by the columns' names, {@code [batch, …]}. */
    Map<String, Value> inputs();

    /**
     * Numbers that the host gives before a run, the same for all examples of it.
     *
     * @param name distinct within the computation
     */
    Value given(String name, Shape shape);

    /**
     * Applies the network.
     *
     * @param inputs as {@link #inputs}, or changed
     * @param changes what is done to layers' results before others take them, by the layers' ids; the shape stays
     * @return each layer's result, after its change, by its id
     * @throws IllegalArgumentException if a change is of no layer, or changes a shape
     */
    Map<String, Value> apply(Map<String, Value> inputs, Map<String, UnaryOperator<Value>> changes);

    /** Applies the network as it is. */
    default Map<String, Value> apply() {
        return apply(inputs(), Map.of());
    }
}
