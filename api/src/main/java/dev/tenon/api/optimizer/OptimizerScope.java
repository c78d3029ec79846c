package dev.tenon.api.optimizer;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.function.LongToDoubleFunction;

/** What an optimizer gets from outside for one parameter. */
public interface OptimizerScope {

    /** The id of the layer that has the parameter. */
    String layer();

    /** The parameter's name within its layer, such as {@code kernel}. */
    String parameter();

    /** What the parameter does in its layer. */
    default Role role() {
        return Role.of(parameter());
    }

    /** The learning rate of this step, a scalar. */
    Value rate();

    /**
     * A tensor kept between steps for this parameter, as a momentum.
     *
     * @param initial what each element starts as
     */
    Value state(String name, Shape shape, float initial);

    /**
     * A number that depends on the step alone, as a correction of bias: the host computes it in double before each
     * step and rounds it once to float, where an update of a scalar state would round at each step and add up what it
     * rounds away.
     *
     * @param name one for all parameters: asking for it again, for another parameter, gives the same scalar
     * @param atStep the number at step t = 1, 2, ...; the same for the same step, because a step may be repeated
     * @return a scalar
     */
    Value perStep(String name, LongToDoubleFunction atStep);

    /** Sets what a state becomes after the step. */
    void update(Value state, Value next);
}
