package dev.tenon.backend.opencl.device;

import java.util.concurrent.atomic.AtomicLong;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.jocl.cl_queue_properties;
import org.jspecify.annotations.Nullable;

/**
 * A device and its context. One object stands for one device in this process, and stays: engines that run side by side share
 * the context and what was compiled for it. Each has a queue of its own.
 */
public final class Device {
    private final cl_platform_id platform;
    private final cl_device_id id;
    private final DeviceLimits limits;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private @Nullable cl_context context;

    Device(cl_platform_id platform, cl_device_id id, DeviceLimits limits) {
        this.platform = platform;
        this.id = id;
        this.limits = limits;
    }

    /** What it says of itself. */
    public DeviceLimits limits() {
        return limits;
    }

    /** The driver's handle. */
    public cl_device_id id() {
        return id;
    }

    /** The same device and context with other limits; for tests of what a lesser device would do. */
    public Device as(DeviceLimits lesser) {
        return new Device(platform, id, lesser);
    }

    /** Its context, made when it is first asked for. */
    public synchronized cl_context context() {
        cl_context known = context;
        if (known == null) {
            cl_context_properties properties = new cl_context_properties();
            properties.addProperty(CL.CL_CONTEXT_PLATFORM, platform);
            try {
                known = CL.clCreateContext(properties, 1, new cl_device_id[] {id}, null, null, null);
            } catch (CLException e) {
                throw OpenClException.of("be opened", this, e);
            }
            context = known;
        }
        return known;
    }

    /** A queue that runs commands in the order in which they are given. */
    @SuppressWarnings("deprecation") // What replaces it needs OpenCL 2.0.
    public cl_command_queue queue() {
        try {
            cl_command_queue queue = limits.version().startsWith("OpenCL 1.")
                    ? CL.clCreateCommandQueue(context(), id, 0, null)
                    : CL.clCreateCommandQueueWithProperties(context(), id, new cl_queue_properties(), null);
            objects.incrementAndGet();
            return queue;
        } catch (CLException e) {
            throw OpenClException.of("open a queue", this, e);
        }
    }

    /** Frees a queue after all that was given to it has run. */
    public void release(cl_command_queue queue) {
        CL.clReleaseCommandQueue(queue);
        objects.decrementAndGet();
    }

    /** Says that an object of the driver was made ({@code +1}) or freed ({@code -1}), and how many bytes it holds. */
    public void count(int change, long size) {
        objects.addAndGet(change);
        bytes.addAndGet(change * size);
    }

    /** Queues, kernels and buffers that exist; 0 when all engines are closed. */
    public long liveObjects() {
        return objects.get();
    }

    /** Bytes in buffers. */
    public long liveBytes() {
        return bytes.get();
    }

    @Override
    public String toString() {
        return limits.label();
    }
}
