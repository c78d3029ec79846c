package com.example.logcosh;

import module dev.tenon.api;

/**
 * {@code scale log cosh(x / scale)}, summed over a row: as {@code |x|} far from 0, and as {@code x^2 / (2 scale)} near it, so that what is
 * small is not held at 0.
 */
@Type("log-cosh")
@Describe("A penalty: the sum of absolute values, made smooth near 0.")
public final class LogCosh implements Penalty<LogCosh.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The size of an element below which it is hardly penalised.")
            @Default("0.1")
            @Range(min = 0, above = true)
            double scale) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /** {@code log cosh(x)} is {@code |x| + log((1 + exp(-2 |x|)) / 2)}, which does not overflow. */
    @Override
    public Value apply(Settings settings, Value value) {
        Value size = Ops.divide(Ops.abs(Ops.flatten(value)), Ops.constant(settings.scale()));
        Value tail = Ops.exp(Ops.multiply(Ops.constant(-2), size));
        Value half = Ops.multiply(Ops.constant(0.5), Ops.add(Ops.constant(1), tail));
        Value each = Ops.add(size, Ops.log(half));
        return Ops.multiply(Ops.constant(settings.scale()), Ops.sum(each, 1));
    }
}
