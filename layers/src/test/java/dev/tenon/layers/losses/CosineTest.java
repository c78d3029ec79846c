package dev.tenon.layers.losses;

import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Loss;
import dev.tenon.testkit.LossContract;
import java.util.List;

final class CosineTest extends LossContract {

    @Override
    protected Loss<?> loss() {
        return new Cosine();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new NoSettings());
    }
}
