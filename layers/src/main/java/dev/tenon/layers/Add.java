package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import java.util.List;

/** The sum of two or more inputs of one shape, added in their order; where a residual branch joins. */
@Type("add")
@Describe("Adds its inputs, element by element.")
public final class Add implements Layer<NoSettings> {

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
        Value sum = inputs.getFirst();
        for (Value input : inputs.subList(1, inputs.size())) {
            if (!input.shape().equals(sum.shape())) {
                throw new ShapeException("add takes inputs of one shape, not "
                        + inputs.stream().map(Value::shape).toList()
                        + "; a conv2d with kernel 1 can change the number of channels, its stride the extent");
            }
            sum = Ops.add(sum, input);
        }
        return sum;
    }
}
