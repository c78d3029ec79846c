package dev.tenon.experiments.cli;

import dev.tenon.api.data.DataException;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.yaml.SpecException;
import java.util.concurrent.CancellationException;

/** Says what went wrong and chooses the exit code. */
final class ErrorReporter {

    private static final int DEEPEST = 20;

    private ErrorReporter() {}

    /**
     * Reports an error.
     *
     * @param threads whether the command runs trials side by side
     * @return the exit code
     */
    static int report(Throwable error, Console console, boolean verbose, boolean threads) {
        return error instanceof RunFailure failure && failure.getCause() != null
                ? report(failure.getCause(), console, verbose, threads, failure.log())
                : report(error, console, verbose, threads, "");
    }

    private static int report(Throwable error, Console console, boolean verbose, boolean threads, String log) {
        int code = switch (error) {
            case SpecException spec -> mistakes(spec, console);
            case UsageException e -> wrong(e, console);
            case DataException e -> wrong(e, console);
            case BundleException e -> wrong(e, console);
            case PluginException e -> wrong(e, console);
            case FreshProcess.Failure e -> {
                console.error(String.valueOf(e.getMessage()));
                yield e.code();
            }
            case CancellationException e -> {
                console.error("interrupted");
                yield Exit.INTERRUPTED;
            }
            case Throwable e
            when because(e, "Too many open files") -> {
                console.error("too few files may be open at once in this shell; allow more with `ulimit -n 1024`");
                yield Exit.USAGE;
            }
            case OutOfMemoryError e
            when because(e, "native thread") -> {
                console.error("no more threads can be started; " + (threads ? "lower --threads, or " : "")
                        + "allow more with `ulimit -u`");
                yield Exit.USAGE;
            }
            case OutOfMemoryError e -> {
                console.error("out of memory: "
                        + (threads
                                ? "lower --threads (each runs a trial of its own) or train.batch"
                                : "use less data, smaller images or a smaller network")
                        + ", or allow more with TENON_JAVA_OPTIONS=-Xmx16g");
                yield Exit.INTERNAL;
            }
            default -> {
                console.error("internal error: " + error
                        + "\nThis is a bug in Tenon or in a plugin, not an error in your file."
                        + (log.isEmpty() ? "" : " The log is " + log + ".")
                        + (verbose ? "" : "\nUse --verbose for a stack trace."));
                yield Exit.INTERNAL;
            }
        };
        if (verbose) {
            console.trace(error);
        }
        return code;
    }

    /** Whether the system said this, however often it was passed on. */
    private static boolean because(Throwable error, String words) {
        Throwable cause = error;
        for (int i = 0; cause != null && i < DEEPEST; i++) {
            if (String.valueOf(cause.getMessage()).contains(words)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static int wrong(RuntimeException error, Console console) {
        console.error(String.valueOf(error.getMessage()));
        return Exit.USAGE;
    }

    private static int mistakes(SpecException error, Console console) {
        int count = error.problems().size();
        console.error(
                count == 1
                        ? error.problems().getFirst().toString()
                        : "there are " + count + " errors:\n" + error.getMessage());
        return Exit.USAGE;
    }
}
