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
 * RMSProp (Tieleman and Hinton, <i>Neural networks for machine learning</i>, lecture 6.5, 2012), as {@code
 * torch.optim.RMSprop}, not centred, for gradient {@code g}, parameter {@code p}, mean square {@code v} and velocity
 * {@code b}, which start at 0:
 *
 * <pre>
 * g = g + decay * p
 * v = alpha * v + (1 - alpha) * g * g
 * b = momentum * b + g / (sqrt(v) + epsilon)
 * p = p - rate * b
 * </pre>
 *
 * <p>States: {@code square}, and {@code velocity} if there is momentum.
 */
@Type("rmsprop")
@Describe("RMSProp: divides each step by the root of the running mean of the squared gradient.")
public final class RmsProp implements Optimizer<RmsProp.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The learning rate.") @Default("0.01") @Range(min = 0, above = true)
            double rate,

            @Describe("The decay of the mean squared gradient.") @Default("0.99") @Range(min = 0, max = 1, below = true)
            double alpha,

            @Describe("Added to the root of the mean squared gradient to avoid division by zero.")
            @Default("1e-8")
            @Range(min = 0, above = true)
            double epsilon,

            @Describe("The momentum: the fraction of the velocity that is kept at each step; 0 for none.")
            @Default("0")
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
        Value g = Formulas.decayed(gradient, parameter, s.decays().of(scope, s.weightDecay()));
        Value square = Formulas.average(scope, "square", s.alpha(), Ops.multiply(g, g));
        Value scaled = Ops.divide(g, Ops.add(Ops.sqrt(square), Ops.constant(s.epsilon())));
        return Descent.step(scope, s.momentum(), false, 0, parameter, scaled);
    }
}
