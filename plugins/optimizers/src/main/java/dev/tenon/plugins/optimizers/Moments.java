package dev.tenon.plugins.optimizers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.OptimizerScope;

/** The step that adam and adamw share; {@link Adam} has the formulas. */
final class Moments {

    private Moments() {}

    static Value step(
            OptimizerScope scope, double beta1, double beta2, double epsilon, Value parameter, Value gradient) {
        Value mean = Formulas.average(scope, "mean", beta1, gradient);
        Value square = Formulas.average(scope, "square", beta2, Ops.multiply(gradient, gradient));
        Value rate = Ops.divide(scope.rate(), Formulas.correction(scope, "beta1-power", beta1));
        Value root = Ops.sqrt(Formulas.correction(scope, "beta2-power", beta2));
        Value scale = Ops.add(Ops.divide(Ops.sqrt(square), root), Ops.constant(epsilon));
        return Formulas.moved(parameter, rate, Ops.divide(mean, scale));
    }
}
