package com.example.inverseroot;

import module dev.tenon.api;

/**
 * {@code 1 / sqrt(1 + step / hold)}: the rate falls slowly and never to 0 (Vaswani and others, <i>Attention is all you need</i>,
 * 2017, without the warm-up). In a file: {@code schedule: {type: inverse-root, hold: 500}}.
 */
@Type("inverse-root")
@Describe("Lowers the learning rate with the square root of the number of steps.")
public final class InverseRoot implements Schedule<InverseRoot.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Steps until the rate is 0.7 of its initial value.")
            @Default("1000")
            @Range(min = 1)
            int hold) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /** Of the step alone: a step may be asked for twice, and trials run side by side. */
    @Override
    public double factor(Settings settings, long step, long stepsPerEpoch, long totalSteps) {
        return 1 / Math.sqrt(1 + (double) step / settings.hold());
    }
}
