package com.example.squaredhinge;

import dev.tenon.api.training.Loss;
import dev.tenon.testkit.LossContract;
import java.util.List;

/** The suite checks shapes, gradients, large outputs, and that a step against the gradient helps. */
final class SquaredHingeTest extends LossContract {

    @Override
    protected Loss<?> loss() {
        return new SquaredHinge();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new SquaredHinge.Settings(1), new SquaredHinge.Settings(0.25));
    }
}
