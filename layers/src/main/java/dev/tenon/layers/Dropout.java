package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.List;

/**
 * In training, each number is set to 0 with probability {@code rate} and else divided by {@code 1 - rate}, so that
 * the expected value stays and nothing has to be done in use, where the input passes as it is (Srivastava and
 * others, <i>Dropout: a simple way to prevent neural networks from overfitting</i>, 2014; the "inverted" form).
 */
@Type("dropout")
@Describe("In training, sets a random fraction of the activations to 0 and scales up the rest.")
public final class Dropout implements Layer<Dropout.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The probability that an activation is set to 0.")
            @Default("0.5")
            @Range(min = 0, max = 1, below = true)
            double rate) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = inputs.getFirst();
        if (!scope.training() || s.rate() == 0) {
            return x;
        }
        Value kept = Ops.lessOrEqual(Ops.constant(s.rate()), scope.uniform("dropout", x.shape()));
        Value scaled = Ops.multiply(x, Ops.constant(1 / (1 - s.rate())));
        return Ops.select(kept, scaled, Ops.constant(0));
    }
}
