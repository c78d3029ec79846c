package com.example.loops;

import module dev.tenon.api;
import java.util.List;

/**
 * A backend of primitives only, in plain Java on one thread. It has a kernel for each {@link Primitive} and none for a
 * {@link Composite}, which expand; so it runs every network there is, with the same bits as every other backend.
 */
@Type("loops")
@Describe("Runs programs in plain Java, on one thread.")
public final class Loops implements Backend {

    @Override
    public Availability probe() {
        return new Availability.Ready(List.of("plain Java, one thread"));
    }

    /** The ops that there were when this was compiled; the runner does what is newer with these. */
    @Override
    public int opSet() {
        return OpSet.VERSION;
    }

    /** How many threads there may be changes no result, so that one will do. */
    @Override
    public Engine start(EngineOptions options) {
        return new HostEngine();
    }
}
