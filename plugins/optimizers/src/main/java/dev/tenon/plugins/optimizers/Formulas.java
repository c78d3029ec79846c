package dev.tenon.plugins.optimizers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.OptimizerScope;

/** What several optimizers compute. */
final class Formulas {

    private Formulas() {}

    /** The gradient of the loss plus {@code decay / 2} times the square of the parameter (L2 regularisation). */
    static Value decayed(Value gradient, Value parameter, double decay) {
        return decay == 0 ? gradient : Ops.fma(Ops.constant(decay), parameter, gradient);
    }

    /** {@code parameter - rate * direction}. */
    static Value moved(Value parameter, Value rate, Value direction) {
        return Ops.fma(Ops.negate(rate), direction, parameter);
    }

    /**
     * The next value of a moving average that starts at 0, {@code beta * average + (1 - beta) * x}, kept as a state
     * of this name.
     */
    static Value average(OptimizerScope scope, String name, double beta, Value x) {
        Value average = scope.state(name, x.shape(), 0f);
        // 1 - beta is exact: beta is a float, and the difference is rounded to float without loss for beta >= 1/2.
        Value rest = Ops.multiply(Ops.constant(1 - (double) (float) beta), x);
        Value next = Ops.fma(Ops.constant(beta), average, rest);
        scope.update(average, next);
        return next;
    }

    /**
     * What a moving average that started at 0 is multiplied by to be without bias, {@code 1 / (1 - beta^t)} at step
     * {@code t = 1, 2, ...}, in double; beta is the float by which {@link #average} multiplies, as the weights of its
     * terms add up to {@code 1 - beta^t} of that.
     */
    static double correction(double beta, long t) {
        return 1 / (1 - StrictMath.pow((float) beta, (double) t));
    }
}
