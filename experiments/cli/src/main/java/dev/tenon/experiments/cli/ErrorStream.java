package dev.tenon.experiments.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * Gives the program back the standard error it was started with.
 *
 * <p>The JVM announces at every start that it uses an incubator module (the Vector API), and no flag prevents the line.
 * So the launcher starts the JVM with its error stream in a filter that drops that one line, keeps the real stream as
 * another file descriptor, and names it in the system property {@code tenon.stderr}. From here on nothing stands between
 * {@link System#err} and the terminal; what native code writes still arrives, through the filter.
 */
final class ErrorStream {

    private ErrorStream() {}

    /** Does nothing where no launcher diverted the stream. */
    static void restore() {
        Integer real = Integer.getInteger("tenon.stderr");
        if (real == null) {
            return;
        }
        try {
            // The one way to a descriptor by number without a native call (dup2 by way of java.lang.foreign costs 150
            // ms
            // of every start); the launcher opens java.io to this module. Reopening /dev/fd/9 by name would not do:
            // that fails for sockets and would truncate a file.
            var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            var stream = new FileOutputStream(constructor.newInstance(real));
            System.setErr(new PrintStream(stream, true, System.err.charset()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // The filter passes everything but that one line on, so nothing is lost.
        }
    }
}
