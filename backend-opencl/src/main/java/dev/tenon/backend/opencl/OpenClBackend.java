package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.device.Devices;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.program.DiskCache;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The backend {@code opencl}: runs programs on the first OpenCL device, or on the one that {@link Devices#PROPERTY} names. How
 * many processor threads the options allow makes no difference to it: the device's driver decides.
 */
@Type("opencl")
@Describe("Runs programs on an OpenCL device, such as a GPU.")
public final class OpenClBackend implements Backend {
    private static final class Usual {
        static @Nullable Session session;

        static synchronized Session of(Device device) {
            Session known = session;
            if (known == null) {
                known = new Session(device, Style.of(device.limits()), DiskCache.ofUser());
                session = known;
            }
            return known;
        }
    }

    private final @Nullable Supplier<Session> given;

    /** Called by {@link java.util.ServiceLoader}. */
    public OpenClBackend() {
        this.given = null;
    }

    /** On a device of one's own choice, for tests. */
    OpenClBackend(Supplier<Session> session) {
        this.given = session;
    }

    @Override
    public Availability probe() {
        return switch (Devices.all()) {
            case Devices.Found.None none -> none.why();
            case Devices.Found.Some some ->
                new Availability.Ready(
                        List.of(some.devices().getFirst().limits().label()));
        };
    }

    @Override
    public Engine start(EngineOptions options) {
        if (given != null) {
            return given.get().engine();
        }
        return switch (Devices.all()) {
            case Devices.Found.None none ->
                throw new IllegalStateException(
                        none.why().reason() + "; " + none.why().remedy());
            case Devices.Found.Some some -> Usual.of(some.devices().getFirst()).engine();
        };
    }
}
