package dev.tenon.plugins.optimizers;

import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.OptimizerContract;
import java.util.List;

final class SgdTest extends OptimizerContract {

    @Override
    protected Optimizer<?> optimizer() {
        return new Sgd();
    }

    @Override
    protected List<Sgd.Settings> settings() {
        return List.of(
                new Sgd.Settings(0.01, 0, false, 0, Decays.ALL),
                new Sgd.Settings(0.01, 0.9, false, 0, Decays.ALL),
                new Sgd.Settings(0.01, 0.9, true, 0.001, Decays.ALL));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(Mistake.of(
                "nesterov without momentum",
                () -> new Sgd.Settings(0.01, 0, true, 0, Decays.ALL),
                "nesterov",
                "momentum above 0"));
    }
}
