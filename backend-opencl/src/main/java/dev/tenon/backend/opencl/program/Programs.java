package dev.tenon.backend.opencl.program;

import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.device.OpenClException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_device_id;
import org.jocl.cl_program;
import org.jspecify.annotations.Nullable;

/**
 * What was compiled for a device: in this process, and on disk by source, options, device and driver. A program lives as long
 * as the process, as its device does.
 */
public final class Programs {
    private static final int FORMAT = 1;

    private final Device device;
    private final DiskCache disk;
    private final String options;
    private final String prelude;
    private final Map<KernelSource, cl_program> built = new HashMap<>();
    private final Map<String, cl_program> byKernel = new HashMap<>();
    private int compiled;

    /** Nothing yet. */
    public Programs(Device device, DiskCache disk) {
        this.device = device;
        this.disk = disk;
        this.options = Options.of(device.limits());
        this.prelude = Options.prelude(device.limits());
    }

    /**
     * A source, compiled.
     *
     * @throws BuildException if the driver's compiler refuses it
     */
    public synchronized cl_program get(KernelSource source) {
        cl_program known = built.get(source);
        if (known == null) {
            known = load(source);
            built.put(source, known);
        }
        return known;
    }

    /** Whether a generated kernel of this name has been defined. */
    public synchronized boolean knows(String kernel) {
        return byKernel.containsKey(kernel);
    }

    /** Compiles a source of generated kernels, whose names say all that they do. */
    public synchronized void define(KernelSource source, List<String> kernels) {
        cl_program program = load(source);
        kernels.forEach(kernel -> byKernel.putIfAbsent(kernel, program));
    }

    /** The program that has a generated kernel. */
    public synchronized cl_program defined(String kernel) {
        cl_program program = byKernel.get(kernel);
        if (program == null) {
            throw new IllegalStateException("kernel " + kernel + " has not been defined");
        }
        return program;
    }

    /** How many sources had to be compiled because the disk did not have them. */
    public synchronized int compiled() {
        return compiled;
    }

    private cl_program load(KernelSource source) {
        String all = (options + " " + source.options()).strip();
        String key =
                "program " + FORMAT + "\n" + device.limits().identity() + "\n" + all + "\n" + prelude + source.text();
        byte[] binary = disk.get(key);
        cl_program program = binary == null ? null : fromBinary(binary, all);
        if (program != null) {
            return program;
        }
        compiled++;
        program = fromSource(source, all);
        if (!device.limits().keepsPrograms()) {
            disk.put(key, binary(program));
        }
        return program;
    }

    /** Null where the driver does not want it after all. */
    private @Nullable cl_program fromBinary(byte[] binary, String all) {
        cl_program program = null;
        try {
            cl_device_id[] ids = {device.id()};
            program = CL.clCreateProgramWithBinary(
                    device.context(), 1, ids, new long[] {binary.length}, new byte[][] {binary}, new int[1], null);
            CL.clBuildProgram(program, 1, ids, all, null, null);
            return program;
        } catch (CLException e) {
            if (program != null) {
                CL.clReleaseProgram(program);
            }
            return null;
        }
    }

    private cl_program fromSource(KernelSource source, String all) {
        cl_program program;
        try {
            program = CL.clCreateProgramWithSource(
                    device.context(), 1, new String[] {prelude + source.text()}, null, null);
        } catch (CLException e) {
            throw OpenClException.of("take the source of " + source.name(), device, e);
        }
        try {
            CL.clBuildProgram(program, 1, new cl_device_id[] {device.id()}, all, null, null);
            return program;
        } catch (CLException e) {
            String log = log(program);
            CL.clReleaseProgram(program);
            throw new BuildException(
                    device.limits().name(), source.name(), log.isBlank() ? String.valueOf(e.getMessage()) : log, e);
        }
    }

    private String log(cl_program program) {
        long[] size = new long[1];
        CL.clGetProgramBuildInfo(program, device.id(), CL.CL_PROGRAM_BUILD_LOG, 0, null, size);
        byte[] bytes = new byte[(int) size[0]];
        CL.clGetProgramBuildInfo(program, device.id(), CL.CL_PROGRAM_BUILD_LOG, bytes.length, Pointer.to(bytes), null);
        return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    private static byte[] binary(cl_program program) {
        long[] size = new long[1];
        CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(size), null);
        byte[] binary = new byte[(int) size[0]];
        CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARIES, Sizeof.POINTER, Pointer.to(Pointer.to(binary)), null);
        return binary;
    }
}
