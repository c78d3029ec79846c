package dev.tenon.backend.opencl.device;

import org.jocl.CL;
import org.jocl.CLException;
import org.jspecify.annotations.Nullable;

/** A call to the OpenCL driver that failed, said in words. */
public final class OpenClException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** A failure with a message of its own. */
    public OpenClException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = cause instanceof CLException e ? e.getStatus() : 0;
    }

    /** The driver's status, such as {@code CL_OUT_OF_RESOURCES}, or 0 where it gave none. */
    public int status() {
        return status;
    }

    /** A call that failed: what was tried, and the driver's word for why. */
    public static OpenClException of(String tried, Device device, CLException e) {
        String advice = isLoss(e.getStatus())
                ? "; the device may have been reset or taken away: start the run again, or use --backend cpu"
                : "";
        return new OpenClException(
                device.limits().name() + " could not " + tried + ": " + CL.stringFor_errorCode(e.getStatus()) + advice,
                e);
    }

    /** Whether a status means that there was no memory. */
    public static boolean isOutOfMemory(int status) {
        return status == CL.CL_MEM_OBJECT_ALLOCATION_FAILURE
                || status == CL.CL_OUT_OF_RESOURCES
                || status == CL.CL_OUT_OF_HOST_MEMORY
                || status == CL.CL_INVALID_BUFFER_SIZE;
    }

    /** Drivers say one of these of everything once a device is gone. */
    private static boolean isLoss(int status) {
        return status == CL.CL_DEVICE_NOT_AVAILABLE
                || status == CL.CL_OUT_OF_RESOURCES
                || status == CL.CL_INVALID_COMMAND_QUEUE
                || status == CL.CL_INVALID_CONTEXT
                || status == CL.CL_INVALID_DEVICE;
    }
}
