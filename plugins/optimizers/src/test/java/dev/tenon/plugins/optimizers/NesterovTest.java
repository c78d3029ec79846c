package dev.tenon.plugins.optimizers;

import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.OptimizerContract;
import java.util.List;

final class NesterovTest extends OptimizerContract {

    @Override
    protected Optimizer<?> optimizer() {
        return new Nesterov();
    }

    @Override
    protected List<Nesterov.Settings> settings() {
        return List.of(
                new Nesterov.Settings(0.01, 0.9, 0, Decays.ALL), new Nesterov.Settings(0.01, 0.5, 0.001, Decays.ALL));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }
}
