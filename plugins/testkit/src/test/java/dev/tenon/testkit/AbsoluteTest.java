package dev.tenon.testkit;

import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Loss;
import dev.tenon.testkit.sample.Absolute;
import java.util.List;

/** The loss suite on a loss that keeps it. */
final class AbsoluteTest extends LossContract {
    @Override
    protected Loss<?> loss() {
        return new Absolute();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new NoSettings());
    }
}
