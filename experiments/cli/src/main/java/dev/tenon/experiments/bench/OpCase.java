package dev.tenon.experiments.bench;

import dev.tenon.api.graph.Value;
import java.util.List;

/**
 * A single op, or a few that belong together, on leaves of fixed shapes.
 *
 * @param kind of op, as {@code conv2d}
 * @param shape of its inputs, as people write it
 * @param results what is computed
 */
public record OpCase(String kind, String shape, List<Value> results) {

    /** What it is called. */
    public String name() {
        return kind + " " + shape;
    }
}
