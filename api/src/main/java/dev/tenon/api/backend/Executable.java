package dev.tenon.api.backend;

import java.util.List;

/** A program that is ready to run. */
public interface Executable extends AutoCloseable {

    /** Computes the outputs, then applies the updates. */
    void run();

    /**
     * Does the same as {@link #run}, and says how long each part took, in the order that they ran.
     *
     * @return empty if the backend cannot tell
     */
    default List<Timing> profile() {
        run();
        return List.of();
    }

    /**
     * Where an output is stored; its content is that of the last run.
     *
     * @throws IllegalArgumentException if the program has no such output
     */
    Buffer output(String name);

    /** Frees what the program alone needs. */
    @Override
    void close();
}
