package dev.tenon.backend.cpu.run;

/**
 * A step that works on a batch slice by slice, which are images mostly: slice i of its results needs slice i of those inputs that
 * are cut likewise, and the others whole. Steps of one batch can therefore follow each other slice by slice, too.
 */
public interface SlicedStep extends ProgramStep {
    /** The number of slices, at least 1. */
    int slices();

    /** How many slices it likes to have at a time. */
    default int together() {
        return 1;
    }

    /** Slices from a multiple of this on must be computed by one thread, in order. */
    default int aligned() {
        return 1;
    }

    /** Computes slices {@code from} to {@code to - 1}. Allocates nothing. */
    void slices(int from, int to, WorkerState worker);

    @Override
    default int units() {
        return (slices() + together() - 1) / together();
    }

    @Override
    default void run(int from, int to, WorkerState worker) {
        slices(from * together(), Math.min(to * together(), slices()), worker);
    }
}
