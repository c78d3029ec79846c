package dev.tenon.experiments.cli;

import dev.tenon.experiments.run.RunOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What computes, and on how many threads. */
final class ComputeOptions {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads (default: all cores). Results do not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description =
                    "Backend to run on (default: ${DEFAULT-VALUE}). Results are identical on every certified backend.",
            defaultValue = "cpu")
    private String backend = "cpu";

    /** Refuses what cannot be. */
    void check() {
        if (threads < 1) {
            throw new UsageException("--threads is at least 1, not " + threads);
        }
    }

    /** These, with checkpoints. */
    RunOptions options(Path folder, CheckpointOption checkpoint) {
        return new RunOptions(backend, threads, folder, checkpoint.interval());
    }

    /** These. */
    RunOptions options(Path folder) {
        return new RunOptions(backend, threads, folder);
    }
}
