package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import java.util.List;

/**
 * The Gaussian error linear unit in its tanh form, {@code x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))}, elementwise
 * (Hendrycks and Gimpel, <i>Gaussian error linear units</i>, 2016). It differs from the exact {@code x * Phi(x)} by less than 5e-4;
 * PyTorch and Keras call it {@code approximate}. The exact form needs the error function, of which the numerics define no result.
 */
@Type("gelu")
@Describe("Gaussian error linear unit: x times the standard normal distribution function of x.")
public final class Gelu implements Layer<NoSettings> {

    private static final double SLOPE = Math.sqrt(2 / Math.PI);
    private static final double CUBE = 0.044715;

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
        Value x = inputs.getFirst();
        Value square = Ops.multiply(x, x);
        Value bent = Ops.multiply(x, Ops.fma(Ops.constant(CUBE * SLOPE), square, Ops.constant(SLOPE)));
        return Ops.multiply(Ops.multiply(Ops.constant(0.5), x), Ops.add(Ops.constant(1), Ops.tanh(bent)));
    }
}
