package com.example.lion;

import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.OptimizerContract;
import java.util.List;

/** The suite checks states, determinism, gradients of any size, and that it descends. */
final class LionTest extends OptimizerContract {

    @Override
    protected Optimizer<?> optimizer() {
        return new Lion();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new Lion.Settings(0.003, 0.9, 0.99), new Lion.Settings(0.01, 0, 0));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(); // @Range refuses what is wrong
    }
}
