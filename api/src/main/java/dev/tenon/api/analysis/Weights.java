package dev.tenon.api.analysis;

import dev.tenon.api.graph.Shape;

/**
 * A parameter or state of a network.
 *
 * @param layer the id of its layer
 * @param name within the layer, such as {@code kernel}
 * @param shape its extents
 * @param values row-major; not to be written to
 */
public record Weights(String layer, String name, Shape shape, float[] values) {}
