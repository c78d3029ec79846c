package dev.tenon.backend.opencl.device;

/**
 * What a device says of itself.
 *
 * @param platform its platform's name
 * @param name its name
 * @param vendor who made it
 * @param version the OpenCL version, such as {@code OpenCL 3.0 CUDA}
 * @param driver the driver's version
 * @param processor whether it is a processor (CPU), which has no local memory of its own and wants long loops in few items
 * @param units compute units
 * @param largestGroup work items of a work group, at most
 * @param localBytes local memory of a work group, in bytes
 * @param globalBytes memory, in bytes
 * @param largestAllocation bytes of one buffer, at most
 * @param alignment bytes that a part of a buffer begins at a multiple of
 * @param vector floats of a vector register, at most 16
 * @param doubles whether it computes in double precision
 * @param subnormals whether it keeps subnormal floats
 * @param exactDivision whether divide and square root can be had correctly rounded
 * @param fastFma whether fma is an instruction
 */
public record DeviceLimits(
        String platform,
        String name,
        String vendor,
        String version,
        String driver,
        boolean processor,
        int units,
        int largestGroup,
        long localBytes,
        long globalBytes,
        long largestAllocation,
        int alignment,
        int vector,
        boolean doubles,
        boolean subnormals,
        boolean exactDivision,
        boolean fastFma) {

    private static final String POCL = "Portable Computing Language";

    /**
     * Whether the driver keeps compiled programs itself, and giving them away is dear: pocl compiles every kernel once more for
     * that, in a form that it does not use.
     */
    public boolean keepsPrograms() {
        return platform.equals(POCL);
    }

    /** The same device as if it had no double precision. */
    public DeviceLimits withoutDoubles() {
        return with(platform, globalBytes, false);
    }

    /** The same device as if it were of another platform. */
    public DeviceLimits of(String otherPlatform) {
        return with(otherPlatform, globalBytes, doubles);
    }

    /** The same device as if it had less memory. */
    public DeviceLimits withMemory(long bytes) {
        return with(platform, bytes, doubles);
    }

    private DeviceLimits with(String newPlatform, long newBytes, boolean newDoubles) {
        return new DeviceLimits(
                newPlatform,
                name,
                vendor,
                version,
                driver,
                processor,
                units,
                largestGroup,
                localBytes,
                newBytes,
                Math.min(largestAllocation, newBytes),
                alignment,
                vector,
                newDoubles,
                subnormals,
                exactDivision,
                fastFma);
    }

    /** For people: name, version, driver. */
    public String label() {
        return name + " (" + platform + ", " + version.strip() + ", driver " + driver + ")";
    }

    /** What a result of compiling or trying out depends on: another of these is another device. */
    public String identity() {
        return String.join("\n", platform, name, vendor, version, driver, "doubles " + doubles);
    }
}
