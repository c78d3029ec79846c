package dev.tenon.backend.opencl;

import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.kernels.KernelSet;
import dev.tenon.backend.opencl.kernels.Style;
import dev.tenon.backend.opencl.kernels.UsualTile;
import dev.tenon.backend.opencl.program.DiskCache;
import dev.tenon.backend.opencl.program.Programs;

/** What all engines of one device share: what was compiled for it, and how kernels are cut. */
final class Session {
    private final Device device;
    private final Programs programs;
    private final KernelSet kernels;

    Session(Device device, Style style, DiskCache disk) {
        this.device = device;
        this.programs = new Programs(device, disk);
        this.kernels = KernelSet.of(style, new UsualTile(device.limits().units()));
    }

    Device device() {
        return device;
    }

    Programs programs() {
        return programs;
    }

    OpenClEngine engine() {
        return new OpenClEngine(device, programs, kernels, device.limits().label());
    }
}
