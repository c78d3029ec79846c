package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All threads have work as long as there are trials for them, and none has two trials' work. */
final class ThreadBudgetTest {

    @Test
    void sharesAreEvenWhileTrialsWait() {
        ThreadBudget shares = new ThreadBudget(8, 5);
        assertEquals(5, shares.side());
        List<ThreadBudget.Share> running = begun(shares, 4);
        assertEquals(List.of(2, 2, 2, 1), threads(running));
        running.add(shares.begin());
        assertEquals(List.of(2, 2, 2, 1, 1), threads(running));
    }

    @Test
    void theLastHaveTheThreadsOfThoseThatEnded() {
        ThreadBudget shares = new ThreadBudget(2, 3);
        assertEquals(2, shares.side());
        List<ThreadBudget.Share> running = begun(shares, 2);
        assertEquals(List.of(1, 1), threads(running));
        running.removeFirst().close();
        assertEquals(List.of(1), threads(running), "another trial is about to begin");
        running.add(shares.begin());
        assertEquals(List.of(1, 1), threads(running));
        running.removeFirst().close();
        assertEquals(List.of(2), threads(running));
    }

    @Test
    void threadsThatCannotBeDividedGoToTheOldest() {
        ThreadBudget shares = new ThreadBudget(16, 3);
        List<ThreadBudget.Share> running = begun(shares, 3);
        assertEquals(List.of(6, 5, 5), threads(running));
        running.remove(1).close();
        assertEquals(List.of(8, 8), threads(running));
    }

    @Test
    void oneThreadIsOneTrialAfterTheOther() {
        ThreadBudget shares = new ThreadBudget(1, 3);
        assertEquals(1, shares.side());
        for (int i = 0; i < 3; i++) {
            try (ThreadBudget.Share share = shares.begin()) {
                assertEquals(1, share.threads());
            }
        }
    }

    private static List<ThreadBudget.Share> begun(ThreadBudget shares, int count) {
        List<ThreadBudget.Share> begun = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            begun.add(shares.begin());
        }
        return begun;
    }

    private static List<Integer> threads(List<ThreadBudget.Share> shares) {
        return shares.stream().map(ThreadBudget.Share::threads).toList();
    }
}
