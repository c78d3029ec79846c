package dev.tenon.backend.opencl.launch;

import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.device.OpenClException;
import dev.tenon.backend.opencl.memory.DeviceMemory;
import dev.tenon.backend.opencl.program.KernelResources;
import dev.tenon.backend.opencl.program.KernelSource;
import dev.tenon.backend.opencl.program.Programs;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_program;

/** The launches of a program as the driver runs them: each has a kernel of its own, whose arguments are set once and for all. */
public final class BoundKernels implements AutoCloseable {
    private final Device device;
    private final cl_command_queue queue;
    private final List<Bound> bound = new ArrayList<>();
    private final Map<IntBuffer, DeviceMemory> tables = new HashMap<>();

    private record Bound(Launch launch, cl_kernel kernel, long[] items, long[] group) {}

    private BoundKernels(Device device, cl_command_queue queue) {
        this.device = device;
        this.queue = queue;
    }

    /**
     * Compiles what is not compiled yet, and sets all arguments. Every tensor has its place by now.
     *
     * @throws dev.tenon.backend.opencl.program.BuildException if the driver's compiler refuses a kernel
     * @throws OpenClException if the device has too little memory
     */
    public static BoundKernels of(Device device, Programs programs, cl_command_queue queue, List<Launch> launches) {
        BoundKernels kernels = new BoundKernels(device, queue);
        try {
            generate(programs, launches);
            for (Launch launch : launches) {
                kernels.bind(programs, launch);
            }
            return kernels;
        } catch (RuntimeException | Error e) {
            kernels.close();
            throw e;
        }
    }

    /** All generated kernels that are not known yet become one source: compiling it costs hardly more than one of them. */
    private static void generate(Programs programs, List<Launch> launches) {
        Set<KernelCode.Made> fresh = new LinkedHashSet<>();
        for (Launch launch : launches) {
            if (launch.code() instanceof KernelCode.Made made && !programs.knows(made.kernel())) {
                fresh.add(made);
            }
        }
        if (!fresh.isEmpty()) {
            StringBuilder text = new StringBuilder();
            int width = fresh.stream().mapToInt(KernelCode.Made::width).max().orElse(1);
            fresh.forEach(made -> text.append(made.text()).append('\n'));
            programs.define(
                    KernelResources.generated("the fused kernels", text.toString(), width),
                    fresh.stream().map(KernelCode.Made::kernel).toList());
        }
    }

    private void bind(Programs programs, Launch launch) {
        cl_program program;
        String name;
        switch (launch.code()) {
            case KernelCode.Written written -> {
                KernelSource source = written.source();
                program = programs.get(source);
                name = written.kernel();
            }
            case KernelCode.Made made -> {
                name = made.kernel();
                program = programs.defined(name);
            }
        }
        cl_kernel kernel;
        try {
            kernel = CL.clCreateKernel(program, name, null);
        } catch (CLException e) {
            throw OpenClException.of("prepare " + launch.name(), device, e);
        }
        device.count(1, 0);
        bound.add(new Bound(
                launch,
                kernel,
                launch.items().stream().mapToLong(Long::longValue).toArray(),
                launch.group().stream().mapToLong(Long::longValue).toArray()));
        try {
            for (int i = 0; i < launch.arguments().size(); i++) {
                set(kernel, i, launch.arguments().get(i));
            }
        } catch (CLException e) {
            throw OpenClException.of("take the arguments of " + launch.name(), device, e);
        }
    }

    private void set(cl_kernel kernel, int index, Argument argument) {
        switch (argument) {
            case Argument.Of of ->
                CL.clSetKernelArg(
                        kernel, index, Sizeof.cl_mem, Pointer.to(of.tensor().handle()));
            case Argument.Whole whole ->
                CL.clSetKernelArg(kernel, index, Sizeof.cl_int, Pointer.to(new int[] {whole.value()}));
            case Argument.Real real ->
                CL.clSetKernelArg(
                        kernel, index, Sizeof.cl_float, Pointer.to(new float[] {Float.intBitsToFloat(real.bits())}));
            case Argument.Table table -> CL.clSetKernelArg(kernel, index, Sizeof.cl_mem, Pointer.to(table(table)));
        }
    }

    private cl_mem table(Argument.Table table) {
        DeviceMemory known = tables.get(table.values());
        if (known == null) {
            int[] values = new int[Math.max(1, table.values().limit())];
            table.values().get(0, values, 0, table.values().limit());
            long bytes = (long) values.length * Integer.BYTES;
            known = DeviceMemory.of(device, bytes, "a table of offsets");
            tables.put(table.values(), known);
            CL.clEnqueueWriteBuffer(queue, known.handle(), true, 0, bytes, Pointer.to(values), 0, null, null);
        }
        return known.handle();
    }

    /** Gives all launches to the queue, in order, and does not wait for them. */
    public void run() {
        bound.forEach(this::run);
    }

    /** Gives a single launch to the queue, for measurements. */
    public void run(int index) {
        run(bound.get(index));
    }

    private void run(Bound each) {
        try {
            CL.clEnqueueNDRangeKernel(
                    queue, each.kernel(), each.items().length, null, each.items(), each.group(), 0, null, null);
        } catch (CLException e) {
            throw OpenClException.of("run " + each.launch().name(), device, e);
        }
    }

    /** What is run, in order. */
    public List<Launch> launches() {
        return bound.stream().map(Bound::launch).toList();
    }

    @Override
    public void close() {
        for (Bound each : bound) {
            CL.clReleaseKernel(each.kernel());
            device.count(-1, 0);
        }
        bound.clear();
        tables.values().forEach(DeviceMemory::close);
        tables.clear();
    }
}
