package dev.tenon.api.optimizer;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;

/** What an optimizer gets from outside for one parameter. */
public interface OptimizerScope {

    /** The learning rate of this step, a scalar. */
    Value rate();

    /**
     * A tensor kept between steps for this parameter, as a momentum.
     *
     * @param initial what each element starts as
     */
    Value state(String name, Shape shape, float initial);

    /** Sets what a state becomes after the step. */
    void update(Value state, Value next);
}
