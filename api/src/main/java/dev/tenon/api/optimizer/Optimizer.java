package dev.tenon.api.optimizer;

import dev.tenon.api.graph.Value;
import dev.tenon.api.settings.Configurable;

/**
 * A rule that turns a parameter and its gradient into the next parameter.
 *
 * @param <S> its settings
 */
public interface Optimizer<S extends Record> extends Configurable<S> {

    /** The learning rate in the settings, which a schedule scales. */
    double rate(S settings);

    /**
     * The parameter after one step.
     *
     * @param scope where it gets the rate of this step and its own states
     * @param gradient of the mean loss; of the parameter's shape
     * @return a value of the parameter's shape
     */
    Value step(OptimizerScope scope, S settings, Value parameter, Value gradient);
}
