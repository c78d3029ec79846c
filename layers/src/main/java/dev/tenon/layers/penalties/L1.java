package dev.tenon.layers.penalties;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Penalty;

/** {@code sum |x|} over a row. Of activations it makes them sparse, of weights too. */
@Type("l1")
@Describe("The sum of absolute values; it favours sparse weights or activations.")
public final class L1 implements Penalty<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Value apply(NoSettings settings, Value value) {
        return Ops.sum(Ops.abs(Ops.flatten(value)), 1);
    }
}
