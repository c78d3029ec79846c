package dev.tenon.plugins.optimizers;

import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/**
 * Stochastic gradient descent: steps against the gradient of each batch, as {@code torch.optim.SGD} with dampening 0,
 * for gradient {@code g}, parameter {@code p} and velocity {@code v}, which starts at 0:
 *
 * <pre>
 * g = g + decay * p
 * v = momentum * v + g
 * d = g + momentum * v   (Nesterov), else v
 * p = p - rate * d
 * </pre>
 *
 * <p>State: {@code velocity}, if there is momentum. Sources: Polyak, <i>Some methods of speeding up the convergence of
 * iteration methods</i>, 1964; Sutskever and others, <i>On the importance of initialization and momentum in deep
 * learning</i>, 2013. Unlike there, the rate multiplies the velocity when it is used and not when it is gathered, so that
 * a change of rate acts at once.
 */
@Type("sgd")
@Describe("Stochastic gradient descent, plain or with momentum.")
public final class Sgd implements Optimizer<Sgd.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The learning rate.") @Default("0.01") @Range(min = 0, above = true)
            double rate,

            @Describe("The momentum: the fraction of the velocity that is kept at each step; 0 for plain descent.")
            @Default("0")
            @Range(min = 0, max = 1, below = true)
            double momentum,

            @Describe("Whether to use Nesterov momentum; needs momentum.") @Default("false")
            boolean nesterov,

            @Describe("Weight decay through the gradient (L2).") @Default("0") @Range(min = 0)
            double weightDecay,

            @Describe("The parameters that weight decay applies to.") @Default("all")
            Decays decays) {

        public Settings {
            if (nesterov && momentum == 0) {
                throw new IllegalArgumentException("nesterov needs a momentum above 0, such as 0.9");
            }
        }
    }

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
        return Descent.step(
                scope, s.momentum(), s.nesterov(), s.decays().of(scope, s.weightDecay()), parameter, gradient);
    }
}
