package dev.tenon.backend.opencl.program;

/** A kernel that the driver's compiler refused; the message shows its log. */
public final class BuildException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private static final int LINES = 12;

    BuildException(String device, String source, String log, Throwable cause) {
        super("the OpenCL compiler of " + device + " refused " + source + ":\n" + shortened(log), cause);
    }

    private static String shortened(String log) {
        long lines = log.lines().count();
        String shown = String.join("\n", log.lines().limit(LINES).toList());
        return lines <= LINES ? shown : shown + "\n(and " + (lines - LINES) + " lines more)";
    }
}
