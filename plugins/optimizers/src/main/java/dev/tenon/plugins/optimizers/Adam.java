package dev.tenon.plugins.optimizers;

import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/**
 * Adam (Kingma and Ba, <i>Adam: a method for stochastic optimization</i>, 2015, algorithm 1), as {@code
 * torch.optim.Adam}, for gradient {@code g}, parameter {@code p}, moments {@code m} and {@code v}, which start at 0, and
 * step {@code t = 1, 2, ...}:
 *
 * <pre>
 * g = g + decay * p
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g * g
 * p = p - rate * c1 * m / (sqrt(v) * c2 + epsilon)    c1 = 1 / (1 - beta1^t), c2 = sqrt(1 / (1 - beta2^t))
 * </pre>
 *
 * <p>States: {@code mean} and {@code square}. The corrections of bias, c1 and c2, are numbers of the step, computed in
 * double: with products of floats a step would be wrong by up to 7e-4 where beta2 is 0.99999.
 */
@Type("adam")
@Describe("Adam: scales each step by running means of the gradient and of its square.")
public final class Adam implements Optimizer<Adam.Settings> {

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
        return Moments.step(scope, s.beta1(), s.beta2(), s.epsilon(), parameter, g);
    }
}
