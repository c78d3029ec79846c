package dev.tenon.layers.losses;

import dev.tenon.api.training.Loss;
import dev.tenon.testkit.LossContract;
import java.util.List;

final class HuberTest extends LossContract {

    @Override
    protected Loss<?> loss() {
        return new Huber();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new Huber.Settings(1), new Huber.Settings(0.25));
    }
}
