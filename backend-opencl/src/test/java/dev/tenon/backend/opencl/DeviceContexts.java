package dev.tenon.backend.opencl;

import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.device.Devices;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.program.DiskCache;
import dev.tenon.backend.opencl.program.Programs;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;

/** Backends of which the tests choose the device's limits or the kernels' cut. */
final class DeviceContexts {
    private DeviceContexts() {}

    /** The first device, or null where there is none. */
    @org.jspecify.annotations.Nullable
    static Device device() {
        return Devices.all() instanceof Devices.Found.Some some ? some.devices().getFirst() : null;
    }

    /** The first device; without one the test is skipped, and says so. */
    static Device required() {
        Device device = device();
        if (device == null) {
            Assumptions.abort("there is no OpenCL device: " + new OpenClBackend().probe());
        }
        return Objects.requireNonNull(device);
    }

    /** The first device with kernels of a style; the usual backend, which says why it cannot run, where there is none. */
    static OpenClBackend styled(UnaryOperator<Style> style) {
        Device device = device();
        if (device == null) {
            return new OpenClBackend();
        }
        return new OpenClBackend(new DeviceContext(device, style.apply(Style.of(device.limits())), DiskCache.ofUser()));
    }

    /** Products in tiles, each of another cut than the last; in groups of a size, sums shared by so many items. */
    static OpenClBackend tiled(int group, int shares, Style.Tile... tiles) {
        Device device = device();
        if (device == null) {
            return new OpenClBackend();
        }
        Style style = new Style(group, shares, List.of(tiles), device.limits().vector());
        AtomicInteger next = new AtomicInteger();
        DiskCache disk = DiskCache.ofUser();
        return new OpenClBackend(new DeviceContext(
                device,
                style,
                disk,
                new Programs(device, disk),
                (product, s, a, b, c) -> s.tiles().get(next.getAndIncrement() % tiles.length)));
    }
}
