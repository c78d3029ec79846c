package dev.tenon.backend.opencl.memory;

import dev.tenon.backend.opencl.device.Device;
import dev.tenon.backend.opencl.device.OpenClException;
import dev.tenon.backend.opencl.device.WordProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_buffer_region;
import org.jocl.cl_mem;
import org.jspecify.annotations.Nullable;

/** A buffer of the device, freed by {@link #close}. Closing it again does nothing. */
public final class DeviceMemory implements AutoCloseable {
    /** Bytes beyond the end of each buffer that a kernel may read: one vector of any width. */
    public static final int SLACK = 256;

    /**
     * The system property that, if it is {@code nan}, has each buffer start as NaN throughout, in place of whatever was there:
     * a kernel that uses what nobody has written then gives NaN.
     */
    public static final String FILL = "tenon.opencl.fill";

    /** {@value #FILL} and the word that it takes. */
    public static final WordProperty FILLED =
            new WordProperty(FILL, List.of("nan"), "buffers start as the device leaves them");

    private static final String LOWER =
            "; use a smaller batch or image, fewer filters, or fewer trials at a time (--threads)";

    private final Device device;
    private final long bytes;
    private @Nullable cl_mem handle;

    private DeviceMemory(Device device, cl_mem handle, long bytes) {
        this.device = device;
        this.handle = handle;
        this.bytes = bytes;
        device.count(1, bytes);
    }

    /**
     * A buffer, its content anything.
     *
     * @param what for the message, such as {@code "a tensor of [3, 4]"}
     * @throws OpenClException if it does not fit; it says how much was needed and what to lower
     */
    public static DeviceMemory of(Device device, long bytes, String what) {
        long all = bytes + SLACK;
        long longest = device.limits().largestAllocation();
        if (all > longest) {
            throw new OpenClException(
                    needs(device, what, all) + ", of which one buffer has " + size(longest) + " at most" + LOWER, null);
        }
        requireFree(device, what, all);
        try {
            return new DeviceMemory(device, create(device, all), all);
        } catch (CLException e) {
            if (OpenClException.isOutOfMemory(e.getStatus())) {
                throw tooMuch(device, what, all, e);
            }
            throw OpenClException.of("make " + what, device, e);
        }
    }

    private static cl_mem create(Device device, long bytes) {
        if (FILLED.word().isEmpty()) {
            return CL.clCreateBuffer(device.context(), CL.CL_MEM_READ_WRITE, bytes, null, null);
        }
        float[] filled = new float[Math.toIntExact(Math.ceilDiv(bytes, Float.BYTES))];
        Arrays.fill(filled, Float.NaN);
        long flags = CL.CL_MEM_READ_WRITE | CL.CL_MEM_COPY_HOST_PTR;
        return CL.clCreateBuffer(device.context(), flags, bytes, Pointer.to(filled), null);
    }

    /**
     * Asks before a driver has to: some say only when a buffer is used that there was no memory for it.
     *
     * @throws OpenClException if so many bytes are not free
     */
    static void requireFree(Device device, String what, long bytes) {
        if (device.liveBytes() + bytes > device.limits().globalBytes()) {
            throw tooMuch(device, what, bytes, null);
        }
    }

    /** Says that something does not fit the device, how much it needs and what to lower. */
    public static OpenClException tooMuch(Device device, String what, long bytes, @Nullable Throwable cause) {
        long free = Math.max(0, device.limits().globalBytes() - device.liveBytes());
        return new OpenClException(
                needs(device, what, bytes) + ", of which " + size(free) + " of "
                        + size(device.limits().globalBytes()) + " are free" + LOWER,
                cause);
    }

    private static String needs(Device device, String what, long bytes) {
        return what + " needs " + size(bytes) + " of memory on "
                + device.limits().name();
    }

    private static String size(long bytes) {
        return bytes >= 1 << 20
                ? String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0)
                : String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
    }

    /** A part of it, which must be closed before it. */
    public DeviceMemory part(long offset, long length) {
        try {
            cl_mem part = CL.clCreateSubBuffer(
                    handle(),
                    CL.CL_MEM_READ_WRITE,
                    CL.CL_BUFFER_CREATE_TYPE_REGION,
                    new cl_buffer_region(offset, length),
                    null);
            return new DeviceMemory(device, part, 0);
        } catch (CLException e) {
            throw OpenClException.of("divide its memory", device, e);
        }
    }

    /** The driver's handle. */
    public cl_mem handle() {
        cl_mem open = handle;
        if (open == null) {
            throw new IllegalStateException("this memory has been freed");
        }
        return open;
    }

    /** Its length, the slack included. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        cl_mem open = handle;
        if (open != null) {
            handle = null;
            device.count(-1, bytes);
            CL.clReleaseMemObject(open);
        }
    }
}
