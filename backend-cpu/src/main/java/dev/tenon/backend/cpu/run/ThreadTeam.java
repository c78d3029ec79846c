package dev.tenon.backend.cpu.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of an engine: the caller and its helpers. They share each step by claiming units; results do not depend on
 * which thread claims which unit. A team of one runs everything on the caller, without synchronization.
 *
 * <p>Helpers wait by spinning for a while, since the next step of a program follows within microseconds, and park after
 * that. The caller never waits for a helper that has claimed nothing.
 */
public final class ThreadTeam implements AutoCloseable {
    /** Steps of fewer operations are run by the caller alone: waking a helper takes about as long. */
    private static final long WORTH_SHARING = 40_000;

    /** Rounds of spinning before a helper parks: some 50 microseconds. */
    private static final int SPINS = 2_000;

    /** Claims that each thread makes of a step, about: more even out the load, fewer cost less. */
    private static final int CLAIMS = 6;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** As the next free unit: there is none. */
    private static final long NONE_FREE = Integer.MAX_VALUE;

    private final WorkerState caller = new WorkerState();
    private final List<Helper> helpers = new ArrayList<>();

    /** How many threads work, the caller's included; helpers beyond that rest. */
    private volatile int size;

    /** Number of the current step in the upper half, its next free unit in the lower. */
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicInteger done = new AtomicInteger();
    private final BooleanSupplier compiling;
    private volatile boolean lastRests;
    private volatile @Nullable ProgramStep step;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /**
     * A team; helpers are daemon threads.
     *
     * @param threads its size, at least 1
     * @param compiling whether the JVM compiles kernels now. Until it has them, work is so slow that a team of as many
     *     threads as there are processors had better leave one of them to the compiler.
     */
    public ThreadTeam(int threads, BooleanSupplier compiling) {
        this.compiling = compiling;
        resize(threads);
    }

    /** Works with as many threads from the next step on. */
    public void resize(int threads) {
        while (helpers.size() < threads - 1) {
            Helper helper = new Helper(helpers.size());
            helper.worker.reserve(caller);
            helper.thread.setDaemon(true);
            helper.thread.setName("tenon-cpu-" + (helper.index + 1));
            helpers.add(helper);
            helper.thread.start();
        }
        size = threads;
    }

    /** The number of threads, the caller's included. */
    public int size() {
        return size;
    }

    /** Reserves every thread's memory for a step. */
    public void reserve(ProgramStep step) {
        caller.reserve(step);
        helpers.forEach(helper -> helper.worker.reserve(step));
    }

    /** Runs a step to its end. */
    // Yielding, after a while of spinning, lets a helper finish that shares this thread's core.
    @SuppressWarnings("ThreadPriorityCheck")
    public void run(ProgramStep next) {
        int units = next.units();
        // If there is no processor but those of the team, the compiler must run on one of them too.
        boolean resting = size > 1 && size >= PROCESSORS && compiling.getAsBoolean();
        int sharing = size - 1 - (resting ? 1 : 0);
        if (sharing <= 0 || units == 1 || next.cost() < WORTH_SHARING) {
            next.run(0, units, caller);
            return;
        }
        // The old ticket is closed before the step changes: a helper that has read the one and then reads the other
        // must not
        // be able to take units of the new step with the old ticket.
        long number = ticket.get() >>> 32;
        ticket.set(number << 32 | NONE_FREE);
        done.set(0);
        lastRests = resting;
        step = next;
        number++;
        ticket.set(number << 32);
        for (int i = 0; i < sharing; i++) {
            helpers.get(i).wake();
        }
        claim(number, caller);
        int spins = 0;
        while (done.get() < units) {
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw new IllegalStateException("a step failed: " + next.name(), thrown);
        }
    }

    /** Claims units of a step until none are free. */
    private void claim(long number, WorkerState worker) {
        while (true) {
            long now = ticket.get();
            ProgramStep current = step;
            if (now >>> 32 != number || current == null) {
                return;
            }
            // If the step has changed since the ticket was read, the ticket has too, and cannot be taken below.
            int units = current.units();
            int from = (int) now;
            if (from >= units) {
                return;
            }
            int to = Math.min(units, from + Math.max(1, units / (CLAIMS * size)));
            if (!ticket.compareAndSet(now, number << 32 | to)) {
                continue;
            }
            try {
                current.run(from, to, worker);
            } catch (Throwable t) {
                failure = t;
            }
            done.addAndGet(to - from);
        }
    }

    @Override
    public void close() {
        closed = true;
        helpers.forEach(Helper::wake);
    }

    /** A thread that waits for steps. */
    private final class Helper implements Runnable {
        private final int index;
        private final WorkerState worker = new WorkerState();
        private final Thread thread = new Thread(this);
        private volatile boolean parked;

        Helper(int index) {
            this.index = index;
        }

        /** Whether it works on the current step. */
        private boolean shares() {
            return index < size - 1 - (lastRests ? 1 : 0);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            long seen = 0;
            while (!closed) {
                long number = await(seen);
                if (shares()) {
                    claim(number, worker);
                }
                seen = number;
            }
        }

        private long await(long seen) {
            int spins = 0;
            while (!closed) {
                long number = ticket.get() >>> 32;
                if (number != seen) {
                    return number;
                }
                if (++spins < SPINS) {
                    Thread.onSpinWait();
                    continue;
                }
                parked = true;
                if (ticket.get() >>> 32 == seen && !closed) {
                    LockSupport.park(this);
                }
                parked = false;
                spins = 0;
            }
            return seen;
        }
    }
}
