package dev.tenon.api.backend;

import dev.tenon.api.plugin.Service;

/** A way to run programs. */
public interface Backend extends Service {

    /** Whether it can run here. Quick, and never throws. */
    Availability probe();

    /**
     * Starts it. Several engines may run at once; each is used by one thread at a time.
     *
     * @throws IllegalStateException if {@link #probe} says it is unavailable
     */
    Engine start(EngineOptions options);
}
