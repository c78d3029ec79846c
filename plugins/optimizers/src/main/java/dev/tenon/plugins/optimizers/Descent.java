package dev.tenon.plugins.optimizers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.OptimizerScope;

/** The step that sgd, momentum and nesterov share, and with which rmsprop ends; {@link Sgd} has the formulas. */
final class Descent {

    private Descent() {}

    static Value step(
            OptimizerScope scope, double momentum, boolean nesterov, double decay, Value parameter, Value gradient) {
        Value g = Formulas.decayed(gradient, parameter, decay);
        if (momentum == 0) {
            return Formulas.moved(parameter, scope.rate(), g);
        }
        Value keep = Ops.constant(momentum);
        Value velocity = scope.state("velocity", parameter.shape(), 0f);
        Value next = Ops.fma(keep, velocity, g);
        scope.update(velocity, next);
        return Formulas.moved(parameter, scope.rate(), nesterov ? Ops.fma(keep, next, g) : next);
    }
}
