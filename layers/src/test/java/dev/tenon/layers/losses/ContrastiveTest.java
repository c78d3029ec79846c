package dev.tenon.layers.losses;

import dev.tenon.api.training.Loss;
import dev.tenon.testkit.LossContract;
import java.util.List;

final class ContrastiveTest extends LossContract {

    @Override
    protected Loss<?> loss() {
        return new Contrastive();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new Contrastive.Settings(1), new Contrastive.Settings(3));
    }
}
