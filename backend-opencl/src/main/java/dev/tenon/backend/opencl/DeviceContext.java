package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.opencl.certify.Certificate;
import dev.tenon.backend.opencl.certify.Certifier;
import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.kernels.KernelSet;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.kernels.TileChoice;
import dev.tenon.backend.opencl.program.DiskCache;
import dev.tenon.backend.opencl.program.KernelResources;
import dev.tenon.backend.opencl.program.Programs;
import dev.tenon.backend.opencl.tune.Tuner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all engines of one device share: what was compiled for it, how kernels are cut, and whether it is certified. */
final class DeviceContext {
    private final Device device;
    private final DiskCache disk;
    private final Programs programs;
    private final KernelSet kernels;
    private final String key;
    private @Nullable Certificate certificate;

    DeviceContext(Device device, Style style, DiskCache disk) {
        this(device, style, disk, new Programs(device, disk));
    }

    private DeviceContext(Device device, Style style, DiskCache disk, Programs programs) {
        this(device, style, disk, programs, new Tuner(device, programs, disk));
    }

    /** With products cut by a given choice. */
    DeviceContext(Device device, Style style, DiskCache disk, Programs programs, TileChoice tiles) {
        this.device = device;
        this.disk = disk;
        this.programs = programs;
        this.kernels = KernelSet.of(style, tiles);
        this.key = String.join(
                "\n",
                "certificate",
                Contract.NAME,
                device.limits().identity(),
                style.toString(),
                KernelResources.digest());
    }

    Device device() {
        return device;
    }

    Programs programs() {
        return programs;
    }

    /** An engine, after the device has been certified, if it was not before. */
    OpenClEngine engine() {
        return engine(label(certify()));
    }

    private OpenClEngine engine(String label) {
        return new OpenClEngine(device, programs, kernels, label);
    }

    /** Whether the device keeps the contract: what is known from before, or else what a probe of it finds now. */
    synchronized Certificate certify() {
        Certificate known = known();
        if (known == null) {
            try (OpenClEngine engine = engine(device.limits().label())) {
                known = Certifier.certify(engine);
            }
            certificate = known;
            disk.put(key, known.text().getBytes(StandardCharsets.UTF_8));
        }
        return known;
    }

    private synchronized @Nullable Certificate known() {
        if (certificate == null) {
            byte[] stored = disk.get(key);
            certificate = stored == null ? null : Certificate.parse(new String(stored, StandardCharsets.UTF_8));
        }
        return certificate;
    }

    /** What is known without trying anything. */
    Availability.Ready ready() {
        Certificate known = known();
        return new Availability.Ready(
                List.of(label(known)), known == null || known.certified() ? List.of() : List.of(caution(known)));
    }

    private String label(@Nullable Certificate known) {
        String name = device.limits().label();
        if (known == null) {
            return name + ", not yet certified";
        }
        return known.certified()
                ? name + ", certified for " + Contract.NAME
                : name + ", uncertified: " + known.difference();
    }

    private String caution(Certificate known) {
        String why = device.limits().doubles()
                ? ""
                : "; it has no double precision, so that exp, log and tanh are its driver's own";
        return "uncertified: " + device.limits().name() + " does not keep " + Contract.NAME + ", first in "
                + known.difference() + why + ". Other backends and devices may give other numbers.";
    }
}
