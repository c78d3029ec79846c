package dev.tenon.experiments.run;

import dev.tenon.api.data.DataException;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/** A stage of a trial could not be trained; the message says which and why. */
final class StageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StageException(String arm, String stage, Throwable cause) {
        super("stage " + stage + " of arm " + arm + ": " + reason(cause), cause);
    }

    /** What happened, for people. The class of an exception is named where its message was not written for them. */
    static String reason(Throwable thrown) {
        return switch (thrown) {
            case SpecException e -> e.problems().stream().map(Problem::toString).collect(Collectors.joining("; "));
            case StageException e -> String.valueOf(e.getMessage());
            case PluginException e -> String.valueOf(e.getMessage());
            case DataException e -> String.valueOf(e.getMessage());
            case DifferenceException e -> String.valueOf(e.getMessage());
            case UncheckedIOException e -> String.valueOf(e.getMessage());
            case OutOfMemoryError e ->
                "out of memory (" + e.getMessage()
                        + "); take a smaller train.batch, fewer --threads (fewer trials at a time), or give Java more: it may use "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB";
            default -> thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
        };
    }
}
