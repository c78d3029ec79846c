package com.example.inverseroot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.training.Schedule;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.ScheduleContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The suite checks that factors are numbers, not negative, and depend on the step alone; below is what is ours alone. */
final class InverseRootTest extends ScheduleContract {

    @Override
    protected Schedule<?> schedule() {
        return new InverseRoot();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(new InverseRoot.Settings(1), new InverseRoot.Settings(1000));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(); // @Range refuses what is wrong
    }

    @Test
    void fallsByTheRoot() {
        assertEquals(1, new InverseRoot().factor(new InverseRoot.Settings(8), 0, 10, 100));
        assertEquals(0.5, new InverseRoot().factor(new InverseRoot.Settings(8), 24, 10, 100));
    }
}
