package dev.tenon.experiments.run;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.graph.OpSet;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;

/** Two backends that compute everything, each for itself; see {@link TwinEngine}. */
@Type("twin")
@Describe("Runs everything on two backends and finds the first op that differs.")
final class TwinBackend implements Backend {

    private final Backend first;
    private final Backend second;

    /** The first has the threads that there are, the second one. */
    TwinBackend(Backend first, Backend second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public Availability probe() {
        return first.probe() instanceof Availability.Unavailable no ? no : second.probe();
    }

    @Override
    public int opSet() {
        return OpSet.VERSION; // Each takes what is newer than itself in the ops that it has.
    }

    @Override
    public Engine start(EngineOptions options) {
        Engine started = Engine.of(first, options);
        try {
            String name = second.type().equals(first.type()) ? second.type() + " on one thread" : second.type();
            return new TwinEngine(
                    new TwinEngine.Side(first.type(), started),
                    new TwinEngine.Side(name, Engine.of(second, new EngineOptions(1))));
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }
}
