package dev.tenon.backend.opencl.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** Reads what platforms and devices say of themselves. */
final class Queries {
    private Queries() {}

    static String text(cl_platform_id platform, int parameter) {
        long[] size = new long[1];
        CL.clGetPlatformInfo(platform, parameter, 0, null, size);
        byte[] bytes = new byte[(int) size[0]];
        CL.clGetPlatformInfo(platform, parameter, bytes.length, Pointer.to(bytes), null);
        return text(bytes);
    }

    static String text(cl_device_id device, int parameter) {
        return text(bytes(device, parameter));
    }

    /** An integer of whatever width the parameter has. */
    static long number(cl_device_id device, int parameter) {
        byte[] bytes = bytes(device, parameter);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        return bytes.length >= Long.BYTES ? buffer.getLong() : Integer.toUnsignedLong(buffer.getInt());
    }

    private static byte[] bytes(cl_device_id device, int parameter) {
        long[] size = new long[1];
        CL.clGetDeviceInfo(device, parameter, 0, null, size);
        byte[] bytes = new byte[(int) size[0]];
        CL.clGetDeviceInfo(device, parameter, bytes.length, Pointer.to(bytes), null);
        return bytes;
    }

    /** Without the zero at the end. */
    private static String text(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
    }

    static DeviceLimits limits(cl_platform_id platform, cl_device_id device) {
        long floats = number(device, CL.CL_DEVICE_SINGLE_FP_CONFIG);
        boolean doubles = text(device, CL.CL_DEVICE_EXTENSIONS).contains("cl_khr_fp64");
        return new DeviceLimits(
                text(platform, CL.CL_PLATFORM_NAME),
                text(device, CL.CL_DEVICE_NAME),
                text(device, CL.CL_DEVICE_VENDOR),
                text(device, CL.CL_DEVICE_VERSION),
                text(device, CL.CL_DRIVER_VERSION),
                (number(device, CL.CL_DEVICE_TYPE) & CL.CL_DEVICE_TYPE_CPU) != 0,
                (int) number(device, CL.CL_DEVICE_MAX_COMPUTE_UNITS),
                (int) number(device, CL.CL_DEVICE_MAX_WORK_GROUP_SIZE),
                number(device, CL.CL_DEVICE_LOCAL_MEM_SIZE),
                number(device, CL.CL_DEVICE_GLOBAL_MEM_SIZE),
                number(device, CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
                Math.max(64, (int) number(device, CL.CL_DEVICE_MEM_BASE_ADDR_ALIGN) / 8),
                Math.clamp(number(device, CL.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT), 4, 16),
                doubles,
                (floats & CL.CL_FP_DENORM) != 0,
                (floats & CL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0,
                (floats & CL.CL_FP_FMA) != 0);
    }
}
