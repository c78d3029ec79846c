package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Ceiling;
import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.kernels.Ceilings;
import dev.tenon.backend.opencl.launch.BoundKernels;
import dev.tenon.backend.opencl.memory.DeviceMemory;
import dev.tenon.backend.opencl.memory.Tensor;
import dev.tenon.backend.opencl.program.Programs;
import java.util.List;
import org.jocl.cl_command_queue;

/** Measures what a device reaches at best: its arithmetic in registers, its copying between large buffers. */
final class Measuring {
    private static final int TRIES = 5;

    /** Floats copied: 256 MiB, more than any cache, and less where there is little memory. */
    private static final int COPIED = 1 << 26;

    private Measuring() {}

    static Ceiling of(Device device, Programs programs, cl_command_queue queue, StagingQueue staging) {
        Ceilings ceilings = new Ceilings(device.limits());
        int copied = (int) Math.min(COPIED, device.limits().globalBytes() / 16 / Float.BYTES) & -1024;
        try (Resources resources = new Resources()) {
            Tensor sums = tensor(device, ceilings.items(), resources);
            Tensor from = tensor(device, copied, resources);
            Tensor to = tensor(device, copied, resources);
            BoundKernels kernels = BoundKernels.of(
                    device, programs, queue, List.of(ceilings.multiplyAdds(sums), ceilings.copy(from, to)));
            resources.add(kernels::close);
            return new Ceiling(
                    ceilings.flops() / seconds(kernels, 0, staging),
                    2.0 * copied * Float.BYTES / seconds(kernels, 1, staging));
        }
    }

    private static Tensor tensor(Device device, int size, Resources resources) {
        DeviceMemory memory = DeviceMemory.of(device, (long) size * Float.BYTES, "a tensor to measure with");
        resources.add(memory::close);
        return Tensor.of(memory, size);
    }

    private static double seconds(BoundKernels kernels, int launch, StagingQueue staging) {
        kernels.run(launch);
        staging.finish();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long begun = System.nanoTime();
            kernels.run(launch);
            staging.finish();
            best = Math.min(best, System.nanoTime() - begun);
        }
        return best / 1e9;
    }
}
