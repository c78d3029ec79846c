package dev.tenon.testkit;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * A layer of a small network that an analysis under test looks at.
 *
 * @param id its name
 * @param type of layer, such as {@code conv2d}
 * @param tall how many rows of the image each place of its result sees; 0 for all
 * @param wide how many columns; 0 for all
 * @param down how many image rows neighbouring places are apart; 0 where they see all
 * @param across how many image columns; 0 where they see all
 * @param weights that it has
 * @param body what it does
 */
public record TestLayer(
        String id, String type, int tall, int wide, double down, double across, List<TestWeights> weights, Body body) {

    /**
     * A parameter.
     *
     * @param name within the layer, such as {@code kernel}
     * @param trained its numbers in the trained network, row-major
     * @param untrained its numbers before
     */
    public record TestWeights(String name, Shape shape, float[] trained, float[] untrained) {}

    /** What a layer does. */
    @FunctionalInterface
    public interface Body {

        /**
         * Its result.
         *
         * @param before what the network takes, by the columns' names, and the results of the layers above, by their ids
         * @param weights its own, by their names
         */
        Value apply(Map<String, Value> before, Map<String, Value> weights);
    }
}
