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
 * Of a distance {@code d} that a network such as one ending in {@code distance} gives: {@code d^2 / 2} of a pair that belongs together
 * (a sign of +1) and {@code max(0, margin - d)^2 / 2} of one that does not, mean over the outputs (Hadsell, Chopra, LeCun:
 * <i>Dimensionality reduction by learning an invariant mapping</i>, 2006).
 */
@Type("contrastive")
@Describe("Contrastive loss: small distances for pairs that belong together, at least a margin for others.")
public final class Contrastive implements Loss<Contrastive.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The distance from which a pair that does not belong together costs nothing.")
            @Default("1.0")
            @Range(min = 0, above = true)
            double margin) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Targets targets() {
        return Targets.SIGNS;
    }

    @Override
    public Value apply(Settings settings, Value output, Value target) {
        Outputs.checkPaired(type(), output, target);
        Value missing = Ops.subtract(Ops.constant(settings.margin()), output);
        Value apart = Ops.max(Ops.constant(0), missing); // in this order, NaN stays NaN
        Value cost =
                Ops.select(Ops.less(Ops.constant(0), target), Ops.multiply(output, output), Ops.multiply(apart, apart));
        return Outputs.perExample(Ops.multiply(Ops.constant(0.5), cost));
    }
}
