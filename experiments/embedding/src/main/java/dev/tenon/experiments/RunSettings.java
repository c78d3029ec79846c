package dev.tenon.experiments;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an experiment is run. Nothing here changes a result.
 *
 * <p>Experimental.
 *
 * @param threads processor threads, at least 1
 * @param backend what computes, as {@code cpu}
 * @param folder where the run is written, a new or an empty one; empty for in memory only, with all weights of all trials
 * @param listener hears how it goes on
 * @since 0.2
 */
public record RunSettings(int threads, String backend, Optional<Path> folder, Listener listener) {

    /**
     * Refuses what cannot be.
     *
     * @throws IllegalArgumentException if there is no thread
     */
    public RunSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is at least 1, not " + threads);
        }
    }

    /** In memory, on all processors. */
    public static RunSettings inMemory() {
        return new RunSettings(Runtime.getRuntime().availableProcessors(), "cpu", Optional.empty(), new Listener() {});
    }

    /** Into a folder as {@code tenon run} writes it, on all processors. */
    public static RunSettings into(Path folder) {
        return new RunSettings(inMemory().threads(), "cpu", Optional.of(folder), new Listener() {});
    }

    /** The same on so many processor threads. */
    public RunSettings threads(int number) {
        return new RunSettings(number, backend, folder, listener);
    }

    /** The same on another backend. */
    public RunSettings backend(String name) {
        return new RunSettings(threads, name, folder, listener);
    }

    /** The same, with somebody who hears how it goes on. */
    public RunSettings listener(Listener who) {
        return new RunSettings(threads, backend, folder, who);
    }
}
