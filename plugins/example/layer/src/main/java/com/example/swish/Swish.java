package com.example.swish;

import module dev.tenon.api;
import java.util.List;

/**
 * {@code x * sigmoid(slope * x)}, elementwise: any shape in, the same shape out (Ramachandran, Zoph and Le, <i>Searching
 * for activation functions</i>, 2017). In a file: {@code {type: swish, slope: 1.5}}.
 */
@Type("swish")
@Describe("Swish, a smooth form of ReLU: x times sigmoid(beta x).")
public final class Swish implements Layer<Swish.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("beta, the sharpness: larger is closer to relu.")
            @Default("1")
            @Range(min = 0, above = true)
            double slope) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /** The gradient is derived from this: no one writes it. */
    @Override
    public Value apply(LayerScope scope, Settings settings, List<Value> inputs) {
        Value x = inputs.getFirst();
        return Ops.multiply(x, Ops.sigmoid(Ops.multiply(Ops.constant(settings.slope()), x)));
    }
}
