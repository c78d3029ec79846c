package dev.tenon.layers.losses;

import dev.tenon.api.training.Loss;
import dev.tenon.testkit.LossContract;
import java.util.List;

final class FocalTest extends LossContract {

    @Override
    protected Loss<?> loss() {
        return new Focal();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new Focal.Settings(0), new Focal.Settings(2), new Focal.Settings(5));
    }
}
