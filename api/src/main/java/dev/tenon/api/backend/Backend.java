package dev.tenon.api.backend;

import dev.tenon.api.graph.OpSet;
import dev.tenon.api.plugin.Service;

/** A way to run programs. */
public interface Backend extends Service {

    /** Whether it can run here. Quick, and never throws. */
    Availability probe();

    /**
     * Hint that an engine will probably be started soon, while the caller is still reading what to run. A backend may begin, on
     * its own threads, what takes time before its first program is fast. Quick, never throws, and changes no result.
     */
    default void prepare() {}

    /**
     * The {@linkplain OpSet set of ops} that its programs may hold. A backend that has all that there were when it was compiled returns
     * {@link OpSet#VERSION}, of which its class keeps the number; one that does not say has the first set. {@link Engine#of} writes programs
     * in what a backend has, so that what is added later does not concern it.
     */
    default int opSet() {
        return OpSet.FIRST;
    }

    /**
     * Starts it. Several engines may run at once; each is used by one thread at a time.
     *
     * @throws IllegalStateException if {@link #probe} says it is unavailable
     */
    Engine start(EngineOptions options);
}
