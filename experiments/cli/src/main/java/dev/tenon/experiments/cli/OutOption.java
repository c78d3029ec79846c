package dev.tenon.experiments.cli;

import dev.tenon.experiments.record.RunWriter;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The folder of a new run. */
final class OutOption {

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "The run folder; new or empty (default: runs/EXPERIMENT-1, -2, …).")
    private @Nullable Path out;

    private boolean again;

    /** Whether a folder was named. */
    boolean isGiven() {
        return out != null;
    }

    /** The folder that was named. */
    Path path() {
        if (out == null) {
            throw new IllegalStateException("no folder was named");
        }
        return out;
    }

    /** Takes the folder of a run that was cut off before its first trial began, in which nothing is lost. */
    void again() {
        again = true;
    }

    /** Refuses a folder that cannot be, before anything is run. */
    void check() {
        if (out != null) {
            RunWriter.refuseTaken(out);
        }
    }

    /** Starts the folder. */
    RunWriter folder(Plan plan) {
        if (out == null) {
            return RunWriter.next(Path.of("runs"), plan.first().name());
        }
        return again ? RunWriter.reopen(out) : RunWriter.create(out);
    }
}
