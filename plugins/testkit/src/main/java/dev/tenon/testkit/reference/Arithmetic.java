package dev.tenon.testkit.reference;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Window;
import java.util.List;

/**
 * What the primitives mean in one kind of number.
 *
 * @param <T> an array of these numbers, row-major
 */
interface Arithmetic<T> {
    /** Numbers from outside, copied. */
    T wrap(float[] values);

    T constant(float value);

    T unary(Primitive.Unary.Kind kind, T x);

    T binary(Primitive.Binary.Kind kind, T a, T b);

    T fma(T a, T b, T c);

    T select(T condition, T a, T b);

    T reduce(Primitive.Reduce op, Shape shape, T x);

    T matmul(ProductTerms product, T a, T b);

    /** Elements by an {@link Arrangement} map; several inputs count as one after the other. */
    T pick(List<T> inputs, int[] map, float fill);

    /** Adds patches where the unfold map took them, tap after tap. */
    T fold(Window window, int[] unfold, Shape image, T patches);

    T oneHot(int classes, T x);

    T random(String stream, int size, T seed, T step);

    T copy(T x);
}
