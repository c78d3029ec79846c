package dev.tenon.layers.losses;

import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Loss;
import dev.tenon.testkit.LossContract;
import java.util.List;

final class MeanSquaredErrorTest extends LossContract {

    @Override
    protected Loss<?> loss() {
        return new MeanSquaredError();
    }

    @Override
    protected List<NoSettings> settings() {
        return List.of(new NoSettings());
    }
}
