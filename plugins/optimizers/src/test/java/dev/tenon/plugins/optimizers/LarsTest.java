package dev.tenon.plugins.optimizers;

import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.OptimizerContract;
import java.util.List;

final class LarsTest extends OptimizerContract {

    @Override
    protected Optimizer<?> optimizer() {
        return new Lars();
    }

    @Override
    protected List<Lars.Settings> settings() {
        return List.of(new Lars.Settings(0.01, 0.5, 0.9, 0), new Lars.Settings(0.01, 1, 0, 0.001));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(); // @Range refuses what is wrong
    }
}
