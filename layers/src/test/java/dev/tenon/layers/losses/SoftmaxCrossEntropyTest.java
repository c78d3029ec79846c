package dev.tenon.layers.losses;

import dev.tenon.api.training.Loss;
import dev.tenon.testkit.LossContract;
import java.util.List;
import java.util.Optional;

final class SoftmaxCrossEntropyTest extends LossContract {

    @Override
    protected Loss<?> loss() {
        return new SoftmaxCrossEntropy();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(
                new SoftmaxCrossEntropy.Settings(Optional.empty(), Optional.empty()),
                new SoftmaxCrossEntropy.Settings(Optional.of(0.1), Optional.of(List.of(1.0, 0.5, 2.0))));
    }
}
