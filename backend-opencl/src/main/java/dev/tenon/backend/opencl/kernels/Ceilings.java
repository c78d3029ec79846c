package dev.tenon.backend.opencl.kernels;

import dev.tenon.backend.opencl.device.DeviceLimits;
import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import dev.tenon.backend.opencl.program.KernelResources;

/** Launches that show what a device can do at best. */
public final class Ceilings {
    private static final int CHAINS = 12;
    private static final int ROUNDS = 20_000;

    private final DeviceLimits limits;
    private final int width;

    /** For a device. */
    public Ceilings(DeviceLimits limits) {
        this.limits = limits;
        this.width = limits.processor() ? limits.vector() : 4;
    }

    private KernelCode code(String kernel) {
        return new KernelCode.Written(KernelResources.of("-DVEC=" + width, "ceiling.cl"), kernel);
    }

    /** Work items that compute. */
    public int items() {
        return limits.units() * (limits.processor() ? 16 : 2048);
    }

    /** Float operations of {@link #multiplyAdds}. */
    public double flops() {
        return 2.0 * items() * CHAINS * width * ROUNDS;
    }

    /** Multiply-adds in registers; a number of each item to {@code out}. */
    public Launch multiplyAdds(Tensor out) {
        return Launch.of("multiply-add", code("multiply_add"))
                .out(out)
                .whole(ROUNDS)
                .real(0.5f)
                .real(0.25f)
                .over(items(), limits.processor() ? 1 : Math.min(256, limits.largestGroup()));
    }

    /** A copy; the size is a multiple of 1024. */
    public Launch copy(Tensor in, Tensor out) {
        return Launch.of("copy", code("copy_wide"))
                .in(in)
                .out(out)
                .over(in.size() / 4, Math.min(256, limits.largestGroup()));
    }
}
