package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.plugin.Type;

/** Holds the name {@code opencl} until programs can run on OpenCL devices, so that asking for it gets a plain answer. */
@Type("opencl")
public final class OpenClBackend implements Backend {
    private static final Availability.Unavailable NOT_BUILT =
            new Availability.Unavailable("the OpenCL backend is not built yet", "use --backend cpu");

    /** Called by {@link java.util.ServiceLoader}. */
    public OpenClBackend() {}

    @Override
    public Availability probe() {
        return NOT_BUILT;
    }

    @Override
    public Engine start(EngineOptions options) {
        throw new IllegalStateException(NOT_BUILT.reason() + ": " + NOT_BUILT.remedy());
    }
}
