package dev.tenon.backend.cpu.run;

/**
 * A step of a compiled program. Its work is divided into units by shapes alone; units write disjoint results and may run
 * in any order and on any thread.
 */
public interface ProgramStep {
    /** A name for profiles. */
    String name();

    /** The number of units, at least 1. */
    int units();

    /** Floats of scratch that it needs. */
    default int scratch() {
        return 0;
    }

    /** Registers of a fused elementwise step that it needs. */
    default int registerCount() {
        return 0;
    }

    /** Floats that it needs for tensors that exist a few slices at a time. */
    default int local() {
        return 0;
    }

    /** About how many operations it takes, for the decision whether waking other threads pays. */
    long cost();

    /** Whether it must run now, or what it wrote when the program ran before still holds; asked once before each run. */
    default boolean due() {
        return true;
    }

    /**
     * Runs units {@code from} to {@code to - 1}. Allocates nothing.
     *
     * @param worker what belongs to the calling thread
     */
    void run(int from, int to, WorkerState worker);
}
