package dev.tenon.backend.opencl.device;

import dev.tenon.api.backend.Availability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * The devices of this machine, the one to use first: accelerators before processors, among each the one with most compute
 * units. Found once for each process; a device that is plugged in later is not seen.
 */
public final class Devices {
    /** The system property that picks a device: a part of its name, such as {@code H100}. */
    public static final String PROPERTY = "tenon.opencl.device";

    private static final String INSTALL =
            "install your GPU's OpenCL driver, or for the processor pocl (Debian, Ubuntu: apt-get install pocl-opencl-icd), "
                    + "or use --backend cpu";

    private static final int NO_PLATFORM = -1001;

    private Devices() {}

    /** What was found: devices, or why there are none. */
    public sealed interface Found {
        /** At least one, the first to be used. */
        record Some(List<Device> devices) implements Found {}

        /** None. */
        record None(Availability.Unavailable why) implements Found {}
    }

    private static final class Once {
        static final Found FOUND = search(System.getProperty(PROPERTY, ""));
    }

    /** The devices of this machine. Never throws. */
    public static Found all() {
        return Once.FOUND;
    }

    private static Found search(String wanted) {
        String problem = Loader.problem();
        if (!problem.isEmpty()) {
            return noLoader(problem);
        }
        try {
            CL.setExceptionsEnabled(true);
            return chosen(list(), wanted);
        } catch (CLException e) {
            return e.getStatus() == NO_PLATFORM
                    ? none("the OpenCL loader is installed, but no driver", INSTALL)
                    : none("the OpenCL loader failed with " + CL.stringFor_errorCode(e.getStatus()), INSTALL);
        } catch (LinkageError | UnsupportedOperationException e) {
            return noLoader(firstLine(e));
        }
    }

    private static Found.None noLoader(String problem) {
        return none(
                "no OpenCL loader can be loaded: " + problem,
                "install one (Debian, Ubuntu: apt-get install ocl-icd-libopencl1) and a driver: " + INSTALL);
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }

    private static Found.None none(String reason, String remedy) {
        return new Found.None(new Availability.Unavailable(reason, remedy));
    }

    private static Found chosen(List<Device> devices, String wanted) {
        if (devices.isEmpty()) {
            return none("there is an OpenCL driver, but it has no device", INSTALL);
        }
        List<Device> fitting = devices.stream()
                .filter(device ->
                        device.limits().name().toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing((Device device) -> device.limits().processor())
                        .thenComparingInt(device -> -device.limits().units()))
                .toList();
        if (fitting.isEmpty()) {
            return none(
                    "no OpenCL device has \"" + wanted + "\" in its name",
                    "set " + PROPERTY + " to a part of one of: "
                            + String.join(
                                    ", ",
                                    devices.stream()
                                            .map(device -> device.limits().name())
                                            .toList()));
        }
        return new Found.Some(fitting);
    }

    private static List<Device> list() {
        int[] count = new int[1];
        CL.clGetPlatformIDs(0, null, count);
        cl_platform_id[] platforms = new cl_platform_id[count[0]];
        CL.clGetPlatformIDs(platforms.length, platforms, null);
        List<Device> devices = new ArrayList<>();
        CLException broken = null;
        for (cl_platform_id platform : platforms) {
            try {
                for (cl_device_id id : ids(platform)) {
                    devices.add(new Device(platform, id, Queries.limits(platform, id)));
                }
            } catch (CLException e) {
                // One driver that is broken does not take the others' devices away.
                broken = e;
            }
        }
        if (devices.isEmpty() && broken != null) {
            throw broken;
        }
        return devices;
    }

    private static cl_device_id[] ids(cl_platform_id platform) {
        try {
            int[] count = new int[1];
            CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
            cl_device_id[] ids = new cl_device_id[count[0]];
            CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, ids.length, ids, null);
            return ids;
        } catch (CLException e) {
            // A driver without a device says so by an error; the other platforms may have one.
            if (e.getStatus() == CL.CL_DEVICE_NOT_FOUND) {
                return new cl_device_id[0];
            }
            throw e;
        }
    }
}
