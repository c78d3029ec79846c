package dev.tenon.backend.cpu.kernels.jit;

import java.util.function.IntConsumer;

/**
 * Stands before a vector kernel until it pays. The JVM runs vector code some hundred times slower than scalar code until its
 * last compiler has had it, which takes seconds for all kernels. So the scalar twin does the work at first, while a
 * thread in the background runs the vector kernel on small change until it is measured to be fast. Twins
 * give the same bits, so that the moment of the change cannot be seen in any result. Where that never comes, in an interpreter
 * say, the scalar one stays.
 */
public final class WarmupSwitch {
    /** Calls of a rehearsal before others have their turn, and between looks whether the kernel is fast. */
    private static final int CALLS = 64;

    private static final int LOOK = 8;

    private final IntConsumer call;
    private final Runnable timed;
    private final long budgetNanos;
    private volatile boolean ready;
    private volatile boolean started;
    private int turn;

    /**
     * Before a kernel.
     *
     * @param call runs the vector kernel once on small work, from the number of the call. Its loops should turn some twenty times,
     *     or the JVM begins with a version of the code that is entered inside a loop, which takes longer to compile and which nobody
     *     needs. All branches are to be taken within eight calls.
     * @param timed runs the vector kernel once on even smaller work, which takes it a tenth of a microsecond
     * @param budgetNanos what that takes at most once it is compiled, in ns; before that it takes ten times as long or more
     */
    public WarmupSwitch(IntConsumer call, Runnable timed, long budgetNanos) {
        this.call = call;
        this.timed = timed;
        this.budgetNanos = budgetNanos;
    }

    /** Whether to use the vector kernel. The first to ask sets off the rehearsal. */
    public boolean ready() {
        if (ready) {
            return true;
        }
        if (!started) {
            start();
        }
        return false;
    }

    /** Sets off the rehearsal. */
    public synchronized void start() {
        if (!started) {
            started = true;
            KernelWarmup.add(this);
        }
    }

    /** Does a little of the rehearsal; whether it is at its end. */
    boolean advance() {
        for (int i = 0; i < CALLS && !ready; i++) {
            call.accept(turn++);
            if (turn % LOOK == 0) {
                look();
            }
        }
        return ready;
    }

    private void look() {
        long begun = System.nanoTime();
        timed.run();
        ready = System.nanoTime() - begun <= budgetNanos;
    }
}
