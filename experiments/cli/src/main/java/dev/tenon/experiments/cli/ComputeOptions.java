package dev.tenon.experiments.cli;

import dev.tenon.experiments.run.RunOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What computes, and on how many threads. */
final class ComputeOptions {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads; all cores without it. The result is the same.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "What computes; ${DEFAULT-VALUE} without it. The result is the same.",
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
