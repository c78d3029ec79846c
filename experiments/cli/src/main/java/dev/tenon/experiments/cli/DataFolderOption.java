package dev.tenon.experiments.cli;

import dev.tenon.experiments.record.RunReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the data of a run's experiment are. */
final class DataFolderOption {

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Folder for relative data paths (default: the folder of the original experiment file).")
    private @Nullable Path folder;

    /** The folder given, or else the one that a finished run recorded, or else the present one. */
    Path of(RunReader saved) {
        return or(saved.experimentFolder().orElse(Path.of("").toAbsolutePath()));
    }

    /** The folder given, or else the one that the run recorded. */
    Path or(Path recorded) {
        return folder == null ? recorded : folder.toAbsolutePath();
    }
}
