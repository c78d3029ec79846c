package dev.tenon.plugins.optimizers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/**
 * AdamW (Loshchilov and Hutter, <i>Decoupled weight decay regularization</i>, 2019), as {@code torch.optim.AdamW}: the
 * parameter is first multiplied by {@code 1 - rate * decay}, then takes the step of {@link Adam} without
 * decay, with the same states.
 */
@Type("adamw")
@Describe("AdamW: Adam with decoupled weight decay.")
public final class AdamW implements Optimizer<AdamW.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The learning rate.") @Default("0.001") @Range(min = 0, above = true)
            double rate,

            @Describe("The decay of the mean gradient (beta1).") @Default("0.9") @Range(min = 0, max = 1, below = true)
            double beta1,

            @Describe("The decay of the mean squared gradient.")
            @Default("0.999")
            @Range(min = 0, max = 1, below = true)
            double beta2,

            @Describe("Added to the root of the mean squared gradient to avoid division by zero.")
            @Default("1e-8")
            @Range(min = 0, above = true)
            double epsilon,

            @Describe("The fraction of each parameter that a step at rate 1 would remove.")
            @Default("0.01")
            @Range(min = 0)
            double weightDecay,

            @Describe("The parameters that weight decay applies to.") @Default("all")
            Decays decays) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public double rate(Settings s) {
        return s.rate();
    }

    @Override
    public Value step(OptimizerScope scope, Settings s, Value parameter, Value gradient) {
        Value kept = parameter;
        double decay = s.decays().of(scope, s.weightDecay());
        if (decay > 0) {
            Value lost = Ops.multiply(scope.rate(), Ops.constant(decay));
            kept = Ops.multiply(parameter, Ops.subtract(Ops.constant(1), lost));
        }
        return Moments.step(scope, s.beta1(), s.beta2(), s.epsilon(), kept, gradient);
    }
}
