package dev.tenon.api.backend;

/**
 * How an engine is started. Nothing here changes a result.
 *
 * @param threads how many processor threads it may use, at least 1
 */
public record EngineOptions(int threads) {

    /**
     * Refuses fewer than one thread.
     *
     * @throws IllegalArgumentException if {@code threads} is less than 1
     */
    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("an engine needs at least 1 thread, not " + threads);
        }
    }
}
