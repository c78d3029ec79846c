package dev.tenon.plugins.optimizers;

import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.OptimizerContract;
import java.util.List;

final class RmsPropTest extends OptimizerContract {

    @Override
    protected Optimizer<?> optimizer() {
        return new RmsProp();
    }

    @Override
    protected List<RmsProp.Settings> settings() {
        return List.of(
                new RmsProp.Settings(0.01, 0.99, 1e-8, 0, 0, Decays.ALL),
                new RmsProp.Settings(0.01, 0.9, 1e-6, 0.9, 0.001, Decays.ALL));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }
}
