package dev.tenon.experiments.run;

import java.nio.file.Path;

/**
 * How an experiment is run. Nothing here changes a result.
 *
 * @param backend its name, as {@code cpu}
 * @param threads processor threads, at least 1
 * @param folder of the experiment file; relative paths are seen from here
 * @param checkpoint how often it is kept how far a training has come
 */
public record RunOptions(String backend, int threads, Path folder, CheckpointInterval checkpoint) {

    /** Without checkpoints. */
    public RunOptions(String backend, int threads, Path folder) {
        this(backend, threads, folder, new CheckpointInterval.Never());
    }
}
