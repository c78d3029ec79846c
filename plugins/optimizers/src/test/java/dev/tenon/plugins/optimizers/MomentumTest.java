package dev.tenon.plugins.optimizers;

import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.OptimizerContract;
import java.util.List;

final class MomentumTest extends OptimizerContract {

    @Override
    protected Optimizer<?> optimizer() {
        return new Momentum();
    }

    @Override
    protected List<Momentum.Settings> settings() {
        return List.of(
                new Momentum.Settings(0.01, 0.9, 0, Decays.ALL), new Momentum.Settings(0.01, 0.5, 0.001, Decays.ALL));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }
}
