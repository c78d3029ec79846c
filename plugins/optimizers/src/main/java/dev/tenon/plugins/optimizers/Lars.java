package dev.tenon.plugins.optimizers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.optimizer.Role;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/**
 * LARS (You, Gitman and Ginsburg, <i>Large batch training of convolutional networks</i>, 2017, algorithm 1): momentum whose gradient is first
 * scaled so that each weight of a layer moves by the same part of its own size,
 *
 * <pre>
 * g = g + decay * p
 * g = g * trust * |p| / |g|    where both norms are above 0
 * </pre>
 *
 * for weights; biases and gains, which may start at 0, take the steps of {@link Momentum} without decay, as is usual. State: {@code
 * velocity}.
 */
@Type("lars")
@Describe("LARS: momentum with steps proportional to the norm of each weight, for large minibatches.")
public final class Lars implements Optimizer<Lars.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The learning rate.") @Default("1") @Range(min = 0, above = true)
            double rate,

            @Describe("The trust coefficient: the fraction of its own norm that a weight moves in a step at rate 1.")
            @Default("0.001")
            @Range(min = 0, above = true)
            double trust,

            @Describe("The momentum: the fraction of the velocity that is kept at each step.")
            @Default("0.9")
            @Range(min = 0, max = 1, below = true)
            double momentum,

            @Describe("Weight decay through the gradient (L2).") @Default("0") @Range(min = 0)
            double weightDecay) {}

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
        if (scope.role() != Role.WEIGHT) {
            return Descent.step(scope, s.momentum(), false, 0, parameter, gradient);
        }
        Value g = Formulas.decayed(gradient, parameter, s.weightDecay());
        Value size = norm(parameter);
        Value slope = norm(g);
        Value both = Ops.multiply(Ops.less(Ops.constant(0), size), Ops.less(Ops.constant(0), slope));
        Value scale = Ops.multiply(Ops.constant(s.trust()), Ops.divide(size, slope));
        return Descent.step(
                scope, s.momentum(), false, 0, parameter, Ops.multiply(g, Ops.select(both, scale, Ops.constant(1))));
    }

    private static Value norm(Value x) {
        return Ops.sqrt(Ops.sum(Ops.multiply(x, x)));
    }
}
