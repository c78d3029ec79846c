package dev.tenon.layers.losses;

import dev.tenon.api.training.Loss;
import dev.tenon.testkit.LossContract;
import java.util.List;

final class DiceTest extends LossContract {

    @Override
    protected Loss<?> loss() {
        return new Dice();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new Dice.Settings(1), new Dice.Settings(0.01));
    }
}
