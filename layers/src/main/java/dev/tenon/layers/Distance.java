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
import java.util.List;

/**
 * The Euclidean distance of two inputs of one shape, {@code [n, ...]} twice to {@code [n, 1]}. {@value #LEAST} is added to the sum of
 * squares, so that equal inputs have a gradient.
 */
@Type("distance")
@Describe("The Euclidean distance between two inputs, for example in a siamese network.")
public final class Distance implements Layer<NoSettings> {

    private static final double LEAST = 1e-12;

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
        if (inputs.size() != 2
                || !inputs.getFirst().shape().equals(inputs.getLast().shape())) {
            throw new ShapeException("distance takes two inputs of one shape, not "
                    + inputs.stream().map(Value::shape).toList());
        }
        Value difference = Ops.flatten(Ops.subtract(inputs.getFirst(), inputs.getLast()));
        Value squares = Ops.sum(Ops.multiply(difference, difference), 1);
        Value distance = Ops.sqrt(Ops.add(squares, Ops.constant(LEAST)));
        return Ops.reshape(distance, Shape.of(difference.shape().dim(0), 1));
    }
}
