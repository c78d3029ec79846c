package dev.tenon.experiments.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an experiment is run. Nothing here changes a result.
 *
 * @param backend its name, as {@code cpu}
 * @param threads processor threads, at least 1
 * @param folder of the experiment file; relative paths are seen from here
 * @param checkpoint how often it is kept how far a training has come
 * @param against a second backend that computes everything as well, on one thread: a trial fails at the first op whose result is not
 *     the same bits on both, and says which
 */
public record RunOptions(
        String backend, int threads, Path folder, CheckpointInterval checkpoint, Optional<String> against) {

    /** On one backend. */
    public RunOptions(String backend, int threads, Path folder, CheckpointInterval checkpoint) {
        this(backend, threads, folder, checkpoint, Optional.empty());
    }

    /** Without checkpoints. */
    public RunOptions(String backend, int threads, Path folder) {
        this(backend, threads, folder, new CheckpointInterval.Never());
    }

    /** The same, on a second backend too. */
    public RunOptions against(String other) {
        return new RunOptions(backend, threads, folder, checkpoint, Optional.of(other));
    }
}
