package dev.tenon.plugins.optimizers;

import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.optimizer.Role;
import dev.tenon.api.settings.Describe;

/** Which parameters weight decay draws to 0. */
public enum Decays {
    @Describe("every parameter")
    ALL,
    @Describe("kernels and other weights, but neither biases nor normalisation gains")
    WEIGHTS;

    /** The decay of a parameter, given that of those that decay. */
    double of(OptimizerScope scope, double decay) {
        return this == ALL || scope.role() == Role.WEIGHT ? decay : 0;
    }
}
