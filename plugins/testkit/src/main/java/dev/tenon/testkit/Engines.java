package dev.tenon.testkit;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A backend's engines for a suite: one for each number of threads, started when it is first asked for. */
final class Engines implements AutoCloseable {
    /** Numbers of threads that a suite tries: 1 to this. */
    static final int THREADS = 4;

    private final Backend backend;
    private final Map<Integer, Engine> started = new LinkedHashMap<>();

    Engines(Backend backend) {
        this.backend = backend;
    }

    Backend backend() {
        return backend;
    }

    /** Skips the test, and says why, where the backend cannot run. */
    Engine withThreads(int threads) {
        if (backend.probe() instanceof Availability.Unavailable unavailable) {
            Assumptions.abort(backend.type() + " is unavailable: " + unavailable.reason() + " " + unavailable.remedy());
        }
        return started.computeIfAbsent(threads, n -> Engine.of(backend, new EngineOptions(n)));
    }

    @Override
    public void close() {
        started.values().forEach(Engine::close);
        started.clear();
    }
}
