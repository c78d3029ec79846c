package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import java.util.Arrays;
import java.util.List;

/**
 * The product of two or more inputs, element by element, in their order. Axes after the batch are aligned at the innermost; one that
 * is missing, or has an extent of 1, is repeated. So {@code [n, c]} weighs the channels of images {@code [n, h, w, c]}, as in squeeze
 * and excitation, and {@code [n, h, w, 1]} their pixels.
 */
@Type("multiply")
@Describe("Multiplies its inputs element by element; one factor per channel or per pixel is broadcast over an image.")
public final class Multiply implements Layer<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Arity inputs() {
        return Arity.TWO_OR_MORE;
    }

    @Override
    public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
        int rank = inputs.stream().mapToInt(each -> each.shape().rank()).max().orElseThrow();
        List<Value> aligned = inputs.stream().map(each -> aligned(each, rank)).toList();
        Value product = aligned.getFirst();
        for (Value factor : aligned.subList(1, aligned.size())) {
            if (!fits(product.shape(), factor.shape())) {
                throw new ShapeException(
                        "multiply takes inputs whose extents after the batch, from the last backwards, are equal or"
                                + " 1, not " + inputs.stream().map(Value::shape).toList());
            }
            product = Ops.multiply(product, factor);
        }
        return product;
    }

    /** With axes of extent 1 between the batch and the rest. */
    private static Value aligned(Value x, int rank) {
        Shape s = InputChecks.features("multiply", List.of(x)).shape();
        int[] ones = new int[rank - s.rank()];
        Arrays.fill(ones, 1);
        return Ops.reshape(
                x, Shape.of(s.dim(0)).append(ones).append(s.slice(1, s.rank()).dims()));
    }

    private static boolean fits(Shape a, Shape b) {
        for (int axis = 0; axis < a.rank(); axis++) {
            if (a.dim(axis) != b.dim(axis) && a.dim(axis) != 1 && b.dim(axis) != 1) {
                return false;
            }
        }
        return true;
    }
}
