package dev.tenon.backend.cpu.kernels;

/**
 * Stands before a vector kernel until it pays. The JVM runs vector code some hundred times slower than scalar code until its
 * last compiler has had it, which takes a good second for all kernels. So the scalar twin does the work at first, while a
 * thread in the background runs the vector kernel on small change until it is measured to be fast. Twins
 * give the same bits, so that the moment of the change cannot be seen in any result. Where that never comes, in an interpreter
 * say, the scalar one stays.
 */
final class Gate {
    /** A kernel to be made fast. */
    interface Rehearsal {
        /** Runs the vector kernel a few times on small work, through all of its branches. */
        void small();

        /** Runs the vector kernel once on work that takes it about a microsecond. */
        void timed();

        /** What {@link #timed} takes at most once it is compiled, in ns; before that it takes ten times as long or more. */
        long budgetNanos();
    }

    private final Rehearsal rehearsal;
    private volatile boolean open;
    private volatile boolean asked;

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
        rehearsal.small();
        if (time() <= rehearsal.budgetNanos()) {
            open = true;
        }
        return open;
    }

    private long time() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long begun = System.nanoTime();
            rehearsal.timed();
            best = Math.min(best, System.nanoTime() - begun);
        }
        return best;
    }
}
