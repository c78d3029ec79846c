package dev.tenon.plugins.optimizers;

import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.OptimizerContract;
import java.util.List;

final class AdamTest extends OptimizerContract {

    @Override
    protected Optimizer<?> optimizer() {
        return new Adam();
    }

    @Override
    protected List<Adam.Settings> settings() {
        return List.of(
                new Adam.Settings(0.001, 0.9, 0.999, 1e-8, 0, Decays.ALL),
                new Adam.Settings(0.01, 0.5, 0.9, 1e-6, 0.001, Decays.ALL),
                new Adam.Settings(0.01, 0, 0.99, 1e-8, 0, Decays.ALL));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }
}
