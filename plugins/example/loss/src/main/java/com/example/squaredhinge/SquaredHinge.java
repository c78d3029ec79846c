package com.example.squaredhinge;

import module dev.tenon.api;

/**
 * {@code max(0, margin - y z)^2} for an output {@code z} and a sign {@code y} of +1 or -1, mean over the outputs (Tang,
 * <i>Deep learning using linear support vector machines</i>, 2013).
 */
@Type("squared-hinge")
@Describe("Squared hinge loss for each label.")
public final class SquaredHinge implements Loss<SquaredHinge.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The margin: how far beyond 0 an output must be for its loss to be 0.")
            @Default("1")
            @Range(min = 0, above = true)
            double margin) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Targets targets() {
        return Targets.SIGNS;
    }

    @Override
    public Value apply(Settings settings, Value output, Value target) {
        Value missing = Ops.relu(Ops.subtract(Ops.constant(settings.margin()), Ops.multiply(target, output)));
        return Ops.mean(Ops.multiply(missing, missing), 1);
    }
}
