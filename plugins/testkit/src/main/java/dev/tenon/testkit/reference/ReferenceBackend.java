package dev.tenon.testkit.reference;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.graph.OpSet;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.util.List;

/**
 * The {@link ReferenceEvaluator} as a backend: for trying a new net or a new suite against the definition itself. One
 * thread, whatever the options say.
 */
@Type("reference")
@Describe("Runs programs directly by the numeric contract, slowly.")
public final class ReferenceBackend implements Backend {
    /** A backend without state. */
    public ReferenceBackend() {}

    @Override
    public Availability probe() {
        return new Availability.Ready(List.of("plain Java, one thread"));
    }

    @Override
    public int opSet() {
        return OpSet.VERSION;
    }

    @Override
    public Engine start(EngineOptions options) {
        return new ReferenceEngine();
    }
}
