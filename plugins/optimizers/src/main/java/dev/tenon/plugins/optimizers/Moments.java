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
        Value ofMean = scope.perStep("mean-correction", t -> Formulas.correction(beta1, t));
        Value ofRoot = scope.perStep("root-correction", t -> Math.sqrt(Formulas.correction(beta2, t)));
        Value scale = Ops.add(Ops.multiply(Ops.sqrt(square), ofRoot), Ops.constant(epsilon));
        return Formulas.moved(parameter, Ops.multiply(scope.rate(), ofMean), Ops.divide(mean, scale));
    }
}
