package dev.tenon.experiments.run;

import dev.tenon.api.graph.Shape;

/**
 * Numbers with a name, as {@code parts/digit/kernel}: stage, layer, parameter.
 *
 * @param values row-major; not to be written to
 */
public record NamedTensor(String name, Shape shape, float[] values) {

    /** The same under another name. */
    public NamedTensor named(String other) {
        return new NamedTensor(other, shape, values);
    }
}
