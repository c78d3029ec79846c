package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Plugin;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.Measures;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.Inputs.ModuleInput;
import dev.tenon.experiments.record.PluginLock;
import dev.tenon.experiments.session.InstalledVersions;
import dev.tenon.experiments.spec.Plan;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tenon lock}. */
@Command(
        name = "lock",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Records the plugin jars that an experiment uses, so that a run can refuse others.",
            "Writes module, version and SHA-256 of each jar to NAME.lock.json beside NAME.yaml; `tenon run NAME.yaml "
                    + "--locked` then",
            "refuses others. A run records the same in its own folder."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon lock mine.yaml", "  tenon run mine.yaml --locked"})
final class LockCommand implements Callable<Integer> {

    @Mixin
    private ExperimentOptions experiment = new ExperimentOptions();

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Backend that the run will use (default: ${DEFAULT-VALUE}).",
            defaultValue = "cpu")
    private String backend = "cpu";

    @Inject
    private Console console;

    @Inject
    private Catalog catalog;

    @Inject
    private PlanReader reader;

    @Inject
    private Services services;

    @Override
    public Integer call() throws IOException {
        Path file = experiment.file(catalog);
        Plan plan = experiment.read(file, reader);
        start(plan);
        List<Plugin> used = services.used();
        List<ModuleInput> jars = InstalledVersions.plugins(used);
        Path lock = LockOptions.beside(file);
        Files.writeString(lock, PluginLock.text(jars));
        console.out()
                .println(RunCommand.shown(lock.toAbsolutePath()) + ": "
                        + (jars.isEmpty() ? "the experiment uses no plugin" : jars.size() + " of plugins' jars"));
        used.forEach(plugin -> console.out().println("  " + plugin.place()));
        return Exit.OK;
    }

    /** What reading the file does not start, since it is only named there. */
    private void start(Plan plan) {
        if (services.backend(backend).isEmpty()) {
            throw new UsageException(services.missing(Kind.BACKEND, backend));
        }
        Measures measures = new Measures(services, plan.first().compare());
        measures.names().forEach(measures::find);
    }
}
