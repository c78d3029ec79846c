package dev.tenon.api.backend;

/** A program that is ready to run. */
public interface Executable extends AutoCloseable {

    /** Computes the outputs, then applies the updates. */
    void run();

    /**
     * Where an output lies; its content is that of the last run.
     *
     * @throws IllegalArgumentException if the program has no such output
     */
    Buffer output(String name);

    /** Frees what the program alone needs. */
    @Override
    void close();
}
