package dev.tenon.api.training;

import dev.tenon.api.settings.Configurable;

/**
 * How the learning rate changes while training.
 *
 * @param <S> its settings
 */
public interface Schedule<S extends Record> extends Configurable<S> {

    /**
     * What the rate is multiplied by, where the step alone is known.
     *
     * @param step from 0
     * @param stepsPerEpoch at least 1
     * @param totalSteps of the whole training
     */
    double factor(S settings, long step, long stepsPerEpoch, long totalSteps);

    /**
     * What the rate is multiplied by, for a schedule that looks at how training goes. A function of its arguments alone: a step may be
     * asked for twice. Unless overridden, the factor of the step.
     */
    default double factor(S settings, Progress progress) {
        return factor(settings, progress.step(), progress.stepsPerEpoch(), progress.totalSteps());
    }

    /** What of a training it watches: the step alone, unless overridden. */
    default Watched watches(S settings) {
        return Watched.NOTHING;
    }
}
