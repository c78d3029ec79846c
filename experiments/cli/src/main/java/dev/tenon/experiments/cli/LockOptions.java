package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.PluginLock;
import dev.tenon.experiments.record.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether plugins must be the jars that were recorded, and where. */
final class LockOptions {

    private static final String SUFFIX = ".lock.json";

    @Option(
            names = "--locked",
            description = {
                "Refuse plugin jars that differ from the recorded ones. The record is the file that `tenon lock` wrote "
                        + "beside the experiment;",
                "for the experiment.yaml in a run folder, it is that run."
            })
    private boolean locked;

    @Option(
            names = "--lock",
            paramLabel = "RUN|FILE",
            description = "The same, with the record of a run folder or another lock file.")
    private @Nullable Path lock;

    /** Where the lock of an experiment lies: {@code mine.lock.json} beside {@code mine.yaml}. */
    static Path beside(Path experiment) {
        String name = String.valueOf(experiment.getFileName()).replaceFirst("\\.ya?ml$", "");
        return experiment.resolveSibling(name + SUFFIX);
    }

    /** From here on a plugin is started only if the lock has its jars. */
    void guard(Services services, Path experiment) {
        if (locked || lock != null) {
            PluginLock found = PluginLock.read(lock == null ? usual(experiment) : lock);
            services.guard(found::refusal);
        }
    }

    private static Path usual(Path experiment) {
        Path file = beside(experiment);
        if (Files.exists(file)) {
            return file;
        }
        Path folder =
                Optional.ofNullable(experiment.toAbsolutePath().getParent()).orElse(experiment);
        if (RunFolder.isRun(folder)) {
            return folder;
        }
        throw new UsageException("--locked: there is no " + file
                + "; `tenon lock` writes it, or name the folder of a run" + " with --lock");
    }
}
