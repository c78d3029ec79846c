package dev.tenon.testkit.sample;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;

/** Steps by the sign of a mixture of momentum and gradient (Chen and others, 2023). */
@Type("lion")
@Describe("Steps by the sign of the momentum.")
public final class Lion implements Optimizer<Lion.Settings> {
    /** What a user may set. */
    public record Settings(
            @Describe("The learning rate.") @Default("0.001")
            double rate,

            @Describe("How much of the momentum is kept.") @Default("0.9")
            double beta) {
        public Settings {
            if (beta < 0 || beta >= 1) {
                throw new IllegalArgumentException("beta is from 0 to below 1, not " + beta);
            }
        }
    }

    /** Stateless. */
    public Lion() {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public double rate(Settings settings) {
        return settings.rate();
    }

    @Override
    public Value step(OptimizerScope scope, Settings settings, Value parameter, Value gradient) {
        Value momentum = scope.state("momentum", parameter.shape(), 0f);
        Value mixed = Ops.add(
                Ops.multiply(momentum, Ops.constant(settings.beta())),
                Ops.multiply(gradient, Ops.constant(1 - settings.beta())));
        scope.update(momentum, mixed);
        Value zero = Ops.constant(0);
        Value sign = Ops.subtract(Ops.less(zero, mixed), Ops.less(mixed, zero));
        return Ops.subtract(parameter, Ops.multiply(scope.rate(), sign));
    }
}
