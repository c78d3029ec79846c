package dev.tenon.layers.losses;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Targets;

/**
 * {@code e^2 / 2} for an error {@code e} of at most delta in size, {@code delta (|e| - delta / 2)} for a larger one, mean over the
 * outputs (Huber, <i>Robust estimation of a location parameter</i>, 1964): squares that do not let single large errors decide.
 */
@Type("huber")
@Describe("Huber loss: squared error, linear for large errors.")
public final class Huber implements Loss<Huber.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The error beyond which the loss is linear.") @Default("1.0") @Range(min = 0, above = true)
            double delta) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Targets targets() {
        return Targets.NUMBERS;
    }

    @Override
    public Value apply(Settings settings, Value output, Value target) {
        Outputs.checkPaired(type(), output, target);
        Value error = Ops.abs(Ops.subtract(output, target));
        Value delta = Ops.constant(settings.delta());
        Value square = Ops.multiply(Ops.constant(0.5), Ops.multiply(error, error));
        Value line = Ops.multiply(delta, Ops.subtract(error, Ops.constant(settings.delta() / 2)));
        return Outputs.perExample(Ops.select(Ops.lessOrEqual(error, delta), square, line));
    }
}
