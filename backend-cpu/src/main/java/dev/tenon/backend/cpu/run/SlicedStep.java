package dev.tenon.backend.cpu.run;

/**
 * A step that works on a batch slice by slice; a slice is usually an image. Slice i of its results depends on slice i of
 * its sliced inputs, and on the others whole. So several steps on one batch can run one after the other for each slice.
 */
public interface SlicedStep extends ProgramStep {
    /** The number of slices, at least 1. */
    int slices();

    /** The preferred number of slices at a time. */
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
