package dev.tenon.backend.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every unit of every step runs exactly once and before the next step begins. */
final class ThreadTeamTest {
    private static final int STEPS = 60_000;

    /** Steps of changing numbers of units follow at once upon each other, the hardest case for the claiming of units. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void runsEachUnitOnce(int threads) {
        try (ThreadTeam team = new ThreadTeam(threads, () -> false)) {
            for (int i = 0; i < STEPS; i++) {
                runsEachUnitOnce(team, 2 + i * 7 % 23);
            }
        }
    }

    @Test
    void runsEachUnitOnceWithOtherThreads() {
        try (ThreadTeam team = new ThreadTeam(1, () -> false)) {
            for (int i = 0; i < STEPS; i++) {
                if (i % 50 == 0) {
                    team.resize(1 + i / 50 * 5 % 4);
                }
                runsEachUnitOnce(team, 2 + i * 7 % 23);
            }
        }
    }

    private static void runsEachUnitOnce(ThreadTeam team, int units) {
        Counting step = new Counting(units);
        team.run(step);
        for (int unit = 0; unit < units; unit++) {
            assertEquals(1, step.runs.get(unit), "runs of a unit");
        }
    }

    /** A step that ends only when as many threads work on it. */
    @Test
    void usesTheThreadsThatItIsGiven() {
        try (ThreadTeam team = new ThreadTeam(1, () -> false)) {
            // A thread that is too many may still look out for work.
            for (int i = 0; i < 1000; i++) {
                int threads = 2 + i % 3;
                team.resize(threads);
                Meeting step = new Meeting(threads);
                team.run(step);
                assertEquals(threads, step.workers.size());
            }
        }
    }

    @Test
    void saysWhichStepFailed() {
        try (ThreadTeam team = new ThreadTeam(2, () -> false)) {
            ProgramStep failing = new ProgramStep() {
                @Override
                public String name() {
                    return "failing";
                }

                @Override
                public int units() {
                    return 8;
                }

                @Override
                public long cost() {
                    return Long.MAX_VALUE;
                }

                @Override
                public void run(int from, int to, WorkerState worker) {
                    throw new ArithmeticException("on purpose");
                }
            };
            IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> team.run(failing));
            assertEquals("a step failed: failing", thrown.getMessage());
            Counting next = new Counting(5);
            team.run(next);
            assertEquals(1, next.runs.get(4));
        }
    }

    private static final class Meeting implements ProgramStep {
        private final Set<WorkerState> workers = ConcurrentHashMap.newKeySet();
        private final CountDownLatch arrived;
        private final int units;

        Meeting(int threads) {
            this.arrived = new CountDownLatch(threads);
            this.units = 4 * threads;
        }

        @Override
        public String name() {
            return "meeting";
        }

        @Override
        public int units() {
            return units;
        }

        @Override
        public long cost() {
            return Long.MAX_VALUE;
        }

        @Override
        public void run(int from, int to, WorkerState worker) {
            workers.add(worker);
            arrived.countDown();
            try {
                arrived.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Counting implements ProgramStep {
        private final AtomicIntegerArray runs;

        Counting(int units) {
            runs = new AtomicIntegerArray(units);
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public int units() {
            return runs.length();
        }

        @Override
        public long cost() {
            return Long.MAX_VALUE;
        }

        @Override
        public void run(int from, int to, WorkerState worker) {
            for (int unit = from; unit < to; unit++) {
                runs.incrementAndGet(unit);
            }
        }
    }
}
