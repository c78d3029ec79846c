package com.example.logcosh;

import dev.tenon.api.training.Penalty;
import dev.tenon.testkit.PenaltyContract;
import java.util.List;

/** The suite checks one number for each row, gradients, large elements, and that a step against the gradient helps. */
final class LogCoshTest extends PenaltyContract {

    @Override
    protected Penalty<?> penalty() {
        return new LogCosh();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new LogCosh.Settings(0.1), new LogCosh.Settings(2));
    }
}
