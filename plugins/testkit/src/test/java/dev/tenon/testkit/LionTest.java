package dev.tenon.testkit;

import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.testkit.sample.Lion;
import java.util.List;

/** The optimizer suite on an optimizer that keeps it. */
final class LionTest extends OptimizerContract {
    @Override
    protected Optimizer<?> optimizer() {
        return new Lion();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new Lion.Settings(0.001, 0.9), new Lion.Settings(0.01, 0));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(Mistake.of("a beta of 2", () -> new Lion.Settings(0.01, 2), "beta", "2"));
    }
}
