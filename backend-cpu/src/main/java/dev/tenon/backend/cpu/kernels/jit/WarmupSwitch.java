package dev.tenon.backend.cpu.kernels.jit;

import java.util.function.IntConsumer;

/**
 * Routes calls to the scalar twin until C2 has compiled the vector kernel. Until then vector code runs about a hundred
 * times slower than scalar code, and compiling all kernels takes seconds. Meanwhile a background thread exercises the
 * vector kernel on small inputs, until it is measured to be fast. Twins give the same bits, so the moment of the switch
 * shows in no result. If it never comes, for example in an interpreter, the scalar twin stays.
 */
public final class WarmupSwitch {
    /** Calls of one turn, after which the next kernel has its turn, and calls between two timings. */
    private static final int CALLS = 64;

    private static final int LOOK = 8;

    private final IntConsumer call;
    private final Runnable timed;
    private final long budgetNanos;
    private volatile boolean ready;
    private volatile boolean started;
    private int turn;

    /**
     * For a kernel.
     *
     * @param call runs the vector kernel once on small work, from the number of the call. Its loops should turn some
     *     twenty times, or the JVM begins with a version of the code that is entered inside a loop, which takes longer
     *     to compile and which nobody needs. Eight calls should take all branches.
     * @param timed runs the vector kernel once on even smaller work, which takes it a tenth of a microsecond
     * @param budgetNanos what that takes at most once it is compiled, in ns; before that it takes ten times as long or more
     */
    public WarmupSwitch(IntConsumer call, Runnable timed, long budgetNanos) {
        this.call = call;
        this.timed = timed;
        this.budgetNanos = budgetNanos;
    }

    /** Whether to use the vector kernel. The first call starts the warm-up. */
    public boolean ready() {
        if (ready) {
            return true;
        }
        if (!started) {
            start();
        }
        return false;
    }

    /** Starts the warm-up. */
    public synchronized void start() {
        if (!started) {
            started = true;
            KernelWarmup.add(this);
        }
    }

    /** Runs one turn of the warm-up; returns whether the kernel is ready. */
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
