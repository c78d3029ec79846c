package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.graph.OpSet;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.device.Devices;
import dev.tenon.backend.opencl.device.OpenClException;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.memory.DeviceMemory;
import dev.tenon.backend.opencl.program.DiskCache;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The backend {@code opencl}: runs programs on the first OpenCL device, or on the one that {@link Devices#PROPERTY} names. How
 * many processor threads the options allow makes no difference to it: the device's driver decides.
 */
@Type("opencl")
@Describe("Runs programs on an OpenCL device, such as a GPU.")
public final class OpenClBackend implements Backend {
    /** One for each process: engines share what was compiled. */
    private static final class Usual {
        static @Nullable DeviceContext context;

        static synchronized DeviceContext of(Device device) {
            DeviceContext known = context;
            if (known == null) {
                known = new DeviceContext(device, Style.of(device.limits()), DiskCache.ofUser());
                context = known;
            }
            return known;
        }
    }

    private final Supplier<Found> found;

    private sealed interface Found {
        record Here(DeviceContext context) implements Found {}

        record Nothing(Availability.Unavailable why) implements Found {}
    }

    /** Called by {@link java.util.ServiceLoader}. */
    public OpenClBackend() {
        this.found = OpenClBackend::search;
    }

    /** On a device of one's own choice, for tests. */
    OpenClBackend(DeviceContext context) {
        this.found = () -> new Found.Here(context);
    }

    private static Found search() {
        try {
            Style.ASKED.word();
            DeviceMemory.FILLED.word();
        } catch (OpenClException e) {
            return new Found.Nothing(
                    new Availability.Unavailable(String.valueOf(e.getMessage()), "correct it in TENON_JAVA_OPTIONS"));
        }
        return switch (Devices.all()) {
            case Devices.Found.None none -> new Found.Nothing(none.why());
            case Devices.Found.Some some ->
                new Found.Here(Usual.of(some.devices().getFirst()));
        };
    }

    @Override
    public int opSet() {
        return OpSet.VERSION;
    }

    @Override
    public Availability probe() {
        return switch (found.get()) {
            case Found.Here here -> here.context().ready();
            case Found.Nothing nothing -> nothing.why();
        };
    }

    @Override
    public Engine start(EngineOptions options) {
        return switch (found.get()) {
            case Found.Here here -> here.context().engine();
            case Found.Nothing nothing ->
                throw new IllegalStateException(
                        nothing.why().reason() + "; " + nothing.why().remedy());
        };
    }
}
