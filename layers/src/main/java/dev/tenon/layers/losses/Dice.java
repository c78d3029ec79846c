package dev.tenon.layers.losses;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Targets;

/**
 * One minus the overlap of what is said and what is there, {@code 1 - (2 sum p t + s) / (sum p + sum t + s)} over the positions of an
 * example, for probabilities {@code p = sigmoid(z)} and {@code t} of 1 (present) or 0, mean over the outputs (Milletari, Navab,
 * Ahmadi: <i>V-Net</i>, 2016, without squares). It weighs a small thing as a large one.
 */
@Type("dice")
@Describe("Dice loss, for masks: one minus the Dice coefficient of prediction and target.")
public final class Dice implements Loss<Dice.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Smoothing added to numerator and denominator, so that the loss of an empty mask is defined.")
            @Default("1.0")
            @Range(min = 0, above = true)
            double smooth) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Targets targets() {
        return Targets.SIGNS;
    }

    @Override
    public boolean perPosition() {
        return false;
    }

    @Override
    public Value apply(Settings settings, Value output, Value target) {
        if (!output.shape().equals(target.shape())) {
            throw new ShapeException("loss dice takes as many outputs as targets, not outputs " + output.shape()
                    + " and targets " + target.shape());
        }
        // Below -88 exp overflows, and gradients would be 0 times infinity; in this order, NaN stays NaN.
        Value said = Ops.sigmoid(Ops.max(Ops.constant(-88), output));
        Value there = Ops.multiply(Ops.constant(0.5), Ops.add(target, Ops.constant(1)));
        Value smooth = Ops.constant(settings.smooth());
        Value both = Ops.add(Ops.multiply(Ops.constant(2), Ops.sum(Ops.multiply(said, there), 1)), smooth);
        Value all = Ops.add(Ops.add(Ops.sum(said, 1), Ops.sum(there, 1)), smooth);
        return Outputs.perExample(Ops.subtract(Ops.constant(1), Ops.divide(both, all)));
    }
}
