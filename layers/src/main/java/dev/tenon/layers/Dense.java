package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Initializer;
import java.util.List;
import java.util.Optional;

/**
 * A fully connected layer: {@code [n, in]} to {@code [n, units]}. Parameters: {@code kernel} {@code [in,
 * units]} and {@code bias} {@code [units]}. Defaults are those of Keras's {@code Dense}.
 */
@Type("dense")
@Describe("A fully connected layer: one weighted sum of all inputs for each unit.")
public final class Dense implements Layer<Dense.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Number of outputs.") @Range(min = 1) int units,

            @Describe("An activation applied to the output, such as relu.")
            Optional<Part<Layer<?>>> activation,

            @Describe("Whether a learned bias is added to each output.") @Default("true")
            boolean useBias,

            @Describe("The initializer of the kernel.") @Default("glorot-uniform")
            Part<Initializer<?>> initializer,

            @Describe("The initializer of the bias.") @Default("zeros")
            Part<Initializer<?>> biasInitializer) {

        public Settings {
            Activations.check(activation);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = InputChecks.features(type(), inputs);
        if (x.shape().rank() > 2) {
            throw new ShapeException("dense takes [batch, features], not " + x.shape()
                    + "; put `flatten`, or a global pooling layer, before it");
        }
        Value kernel = scope.parameter("kernel", Shape.of(x.shape().dim(1), s.units()), s.initializer());
        Value y = Ops.matmul(x, kernel);
        if (s.useBias()) {
            y = Ops.add(y, scope.parameter("bias", Shape.of(s.units()), s.biasInitializer()));
        }
        return Activations.apply(scope, s.activation(), y);
    }
}
