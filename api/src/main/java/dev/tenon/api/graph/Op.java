package dev.tenon.api.graph;

import java.util.List;

/**
 * What a {@link Value} computes from its inputs. The set is closed. A {@link Primitive} is defined by
 * the numeric contract; a {@link Composite} is defined by what it expands to, bit for bit, and exists
 * because a backend can do it faster whole.
 *
 * <p>Ops are records: two equal ops applied to the same inputs give the same result.
 */
public sealed interface Op permits Primitive, Composite {

    /**
     * The shape of the result.
     *
     * @throws ShapeException if the op cannot take inputs of these shapes
     */
    Shape shape(List<Shape> inputs);
}
