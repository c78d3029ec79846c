package dev.tenon.plugins.optimizers;

import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/**
 * Gradient descent with Nesterov's momentum; the same as {@code sgd} with a momentum and {@code nesterov: true}. {@link
 * Sgd} has the formulas. State: {@code velocity}.
 */
@Type("nesterov")
@Describe("Stochastic gradient descent with Nesterov momentum.")
public final class Nesterov implements Optimizer<Nesterov.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The learning rate.") @Default("0.01") @Range(min = 0, above = true)
            double rate,

            @Describe("The momentum: the fraction of the velocity that is kept at each step.")
            @Default("0.9")
            @Range(min = 0, max = 1, below = true)
            double momentum,

            @Describe("Weight decay through the gradient (L2).") @Default("0") @Range(min = 0)
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
        return Descent.step(scope, s.momentum(), true, s.decays().of(scope, s.weightDecay()), parameter, gradient);
    }
}
