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
            description = "The folder of the run: a new or an empty one. Without it: runs/EXPERIMENT-1, -2 and so on.")
    private @Nullable Path out;

    /** Refuses a folder that cannot be, before anything is run. */
    void check() {
        if (out != null) {
            RunWriter.refuseTaken(out);
        }
    }

    /** Starts the folder. */
    RunWriter folder(Plan plan) {
        return out == null ? RunWriter.next(Path.of("runs"), plan.first().name()) : RunWriter.create(out);
    }
}
