package com.example.lion;

import module dev.tenon.api;

/** Chen and others, <i>Symbolic discovery of optimization algorithms</i>, 2023, without weight decay. */
@Type("lion")
@Describe("Lion: steps by the sign of a mix of the gradient and its running mean.")
public final class Lion implements Optimizer<Lion.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The learning rate.") @Default("0.0003") @Range(min = 0, above = true) double rate,
            @Describe("The fraction of the running mean in the step.") @Default("0.9") @Range(min = 0, max = 1) double mix,
            @Describe("The fraction of the running mean that is kept at each step.") @Default("0.99") @Range(min = 0, max = 1, below = true) double keep) {}

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
        Value mean = scope.state("mean", parameter.shape(), 0);
        Value mixed = mix(settings.mix(), mean, gradient);
        scope.update(mean, mix(settings.keep(), mean, gradient));
        Value sign = Ops.subtract(Ops.less(Ops.constant(0), mixed), Ops.less(mixed, Ops.constant(0)));
        return Ops.subtract(parameter, Ops.multiply(scope.rate(), sign));
    }

    private static Value mix(double part, Value a, Value b) {
        return Ops.add(Ops.multiply(Ops.constant(part), a), Ops.multiply(Ops.constant(1 - part), b));
    }
}
