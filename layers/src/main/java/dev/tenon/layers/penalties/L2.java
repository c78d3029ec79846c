package dev.tenon.layers.penalties;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Penalty;

/** {@code sum x^2} over a row, without the factor of one half that some authors have. */
@Type("l2")
@Describe("The sum of squares; it favours small weights or activations.")
public final class L2 implements Penalty<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(NoSettings settings, Value value) {
        Value flat = Ops.flatten(value);
        return Ops.sum(Ops.multiply(flat, flat), 1);
    }
}
