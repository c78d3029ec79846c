package dev.tenon.api.training;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Configurable;

/**
 * How a parameter starts.
 *
 * @param <S> its settings
 */
public interface Initializer<S extends Record> extends Configurable<S> {

    /**
     * The first values of a parameter.
     *
     * @param shape {@code [in, out]} for dense weights, {@code [kh, kw, in, out]} for kernels
     * @param random a separate stream, keyed by seed and parameter
     * @return row-major, as many elements as the shape has
     */
    float[] values(S settings, Shape shape, RandomStream random);

    /** Inputs that each output sums: the product of all extents but the last. */
    static int fanIn(Shape shape) {
        return shape.rank() < 2 ? shape.size() : shape.size() / shape.dim(-1);
    }

    /** Outputs that each input reaches: the product of all extents but the one before the last. */
    static int fanOut(Shape shape) {
        return shape.rank() < 2 ? shape.size() : shape.size() / shape.dim(-2);
    }
}
