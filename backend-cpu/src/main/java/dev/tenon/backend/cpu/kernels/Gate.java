package dev.tenon.backend.cpu.kernels;

/**
 * Stands before a vector kernel until it pays. The JVM runs vector code some hundred times slower than scalar code until its
 * last compiler has had it, which takes seconds for all kernels. So the scalar twin does the work at first, while a
 * thread in the background runs the vector kernel on small change until it is measured to be fast. Twins
 * give the same bits, so that the moment of the change cannot be seen in any result. Where that never comes, in an interpreter
 * say, the scalar one stays.
 */
final class Gate {
    /** A kernel to be made fast. */
    interface Rehearsal {
        /**
         * Runs the vector kernel once on small work. Its loops should turn some twenty times, or the JVM begins with a version of
         * the code that is entered inside a loop, which takes longer to compile and which nobody needs.
         *
         * @param turn how often it was run; all branches are to be taken within eight turns
         */
        void call(int turn);

        /** Runs the vector kernel once on even smaller work, which takes it a tenth of a microsecond. */
        void timed();

        /** What {@link #timed} takes at most once it is compiled, in ns; before that it takes ten times as long or more. */
        long budgetNanos();
    }

    /** Calls of a rehearsal before others have their turn, and between looks whether the kernel is fast. */
    private static final int CALLS = 64;

    private static final int LOOK = 8;

    private final Rehearsal rehearsal;
    private volatile boolean open;
    private volatile boolean asked;
    private int turn;

    Gate(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Whether to use the vector kernel. The first to ask sets off the rehearsal. */
    boolean open() {
        if (open) {
            return true;
        }
        if (!asked) {
            ask();
        }
        return false;
    }

    private synchronized void ask() {
        if (!asked) {
            asked = true;
            WarmUp.add(this);
        }
    }

    /** Does a little of the rehearsal; whether it is at its end. */
    boolean rehearse() {
        for (int call = 0; call < CALLS && !open; call++) {
            rehearsal.call(turn++);
            if (turn % LOOK == 0) {
                look();
            }
        }
        return open;
    }

    private void look() {
        long begun = System.nanoTime();
        rehearsal.timed();
        open = System.nanoTime() - begun <= rehearsal.budgetNanos();
    }
}
