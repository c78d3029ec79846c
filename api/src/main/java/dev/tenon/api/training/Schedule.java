package dev.tenon.api.training;

import dev.tenon.api.settings.Configurable;

/**
 * How the learning rate changes while training.
 *
 * @param <S> its settings
 */
public interface Schedule<S extends Record> extends Configurable<S> {

    /**
     * What the rate is multiplied by.
     *
     * @param step from 0
     * @param stepsPerEpoch at least 1
     * @param totalSteps of the whole training
     */
    double factor(S settings, long step, long stepsPerEpoch, long totalSteps);
}
