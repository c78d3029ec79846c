package dev.tenon.api.backend;

/** A way to run programs. Found by {@link java.util.ServiceLoader}. */
public interface Backend {

    /** Its name, as {@code cpu}. */
    String type();

    /** Whether it can run here. Quick, and never throws. */
    Availability probe();

    /**
     * Starts it. Several engines may run at once; each is used by one thread at a time.
     *
     * @throws IllegalStateException if {@link #probe} says it is unavailable
     */
    Engine start(EngineOptions options);
}
