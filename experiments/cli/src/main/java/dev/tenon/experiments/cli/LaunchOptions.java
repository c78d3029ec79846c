package dev.tenon.experiments.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who computes the trials, if not this process. */
final class LaunchOptions {

    @Option(
            names = "--launcher",
            paramLabel = "NAME",
            description = {
                "Compute the trials as shards that a launcher starts, here or elsewhere, and merge them: local, slurm, spark, or",
                "with settings, such as \"{type: slurm, partition: short}\". Needs --shards and --out; `tenon describe slurm` has its settings.",
                "Given again, the same command continues where it was interrupted. The result is the same."
            })
    private @Nullable String launcher;

    @Option(names = "--shards", paramLabel = "N", description = "With --launcher: number of shards.")
    private int shards;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "With --launcher: number of times that a shard may be started (default: ${DEFAULT-VALUE}).",
            defaultValue = "3")
    private int attempts = 3;

    @Option(names = "--dry-run", description = "With --launcher: write what would be started, without starting it.")
    private boolean dryRun;

    @Option(
            names = "--or-resume",
            description =
                    "Where --out is an unfinished run of the same experiment, continue it, as `tenon resume` does.")
    private boolean orResume;

    /** What launches, as it was written; null if this process computes. */
    @Nullable
    String launcher() {
        return launcher;
    }

    int shards() {
        return shards;
    }

    int attempts() {
        return attempts;
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean orResume() {
        return orResume;
    }

    /** Refuses what cannot be, before anything is read. */
    void check(boolean everything, boolean out) {
        if (orResume && !out) {
            throw new UsageException("--or-resume needs --out: the folder to continue");
        }
        if (launcher == null) {
            if (shards != 0 || dryRun) {
                throw new UsageException((dryRun ? "--dry-run" : "--shards")
                        + " needs --launcher, for example --launcher local;" + " for one part of a run see --shard");
            }
            return;
        }
        if (shards < 2) {
            throw new UsageException("--launcher needs --shards: how many parts of the run to start, at least 2");
        }
        if (attempts < 1) {
            throw new UsageException("--attempts is at least 1, not " + attempts);
        }
        if (!out) {
            throw new UsageException(
                    "--launcher needs --out: the folder of the run, beside which those of its shards are");
        }
        if (!everything) {
            throw new UsageException("--launcher runs all trials: it cannot be combined with --only or --shard");
        }
        if (orResume) {
            throw new UsageException("--launcher continues by itself after an interruption: leave out --or-resume");
        }
    }
}
