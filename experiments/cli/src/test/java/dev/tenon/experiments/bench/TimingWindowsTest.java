package dev.tenon.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** When timing begins. */
final class TimingWindowsTest {
    private int runs;

    /** Twice as fast each time, up to the sixth. */
    private void work() {
        long end = System.nanoTime() + (320_000_000L >> Math.min(++runs, 6));
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Test
    void beginsWhenWarmIfThatIsAll() {
        TimingWindows windows = TimingWindows.of(this::work, new Pace(0, 3, 1e-6));
        assertEquals(1 + 3, runs);
        assertTrue(windows.least() <= windows.median() && windows.median() <= windows.most(), windows::toString);
    }

    @Test
    void waitsUntilItDoesNotGetFaster() {
        TimingWindows.of(this::work, new Pace(0, 1.6, 1, 1e-6));
        assertTrue(runs > 6, () -> runs + " runs");
    }
}
