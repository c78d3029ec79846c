package dev.tenon.api.backend;

import dev.tenon.api.plugin.Service;

/** A way to run programs. */
public interface Backend extends Service {

    /** Whether it can run here. Quick, and never throws. */
    Availability probe();

    /**
     * Says that an engine is likely to be started soon, while the caller still reads what it is to run. A backend may begin, on
     * threads of its own, what takes time before its first program is fast. Quick, never throws, and changes no result.
     */
    default void prepare() {}

    /**
     * Starts it. Several engines may run at once; each is used by one thread at a time.
     *
     * @throws IllegalStateException if {@link #probe} says it is unavailable
     */
    Engine start(EngineOptions options);
}
