package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.spec.Plan;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code tenon run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs an experiment and compares its arms.",
            "",
            "The result is printed, and written to a folder together with the report (report.html), the experiment as it was",
            "run, metrics, learning curves, weights and the digests of all of them. Two runs of one experiment give the same",
            "digests, whatever the number of threads. A run that is cut off is finished by `tenon resume`."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon run ten-from-one-and-zero",
            "  tenon run mine.yaml --seeds 20 --out runs/twenty-seeds",
            "  tenon run digits --set train.epochs=2 --set arms.lenet.train.batch=16",
            "  tenon run mine.yaml --only whole/seed-3 --out runs/one",
            "  tenon run mine.yaml --shard 3/16 --out shard-3",
            "  tenon run mine.yaml --locked            with the plugins that `tenon lock` recorded, or not at all",
            "  tenon run mine.yaml >result.txt         the result alone; progress goes to standard error"
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ExperimentOptions experiment = new ExperimentOptions();

    @Mixin
    private OutOption out = new OutOption();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private CheckpointOption checkpoint = new CheckpointOption();

    @Mixin
    private LockOptions lock = new LockOptions();

    @ParentCommand
    private TenonCommand tenon = new TenonCommand();

    @Inject
    private Catalog catalog;

    @Inject
    private PlanReader reader;

    @Inject
    private Services services;

    @Inject
    private Running running;

    @Override
    public Integer call() {
        compute.check();
        out.check();
        RunOptions options = compute.options(experiment.folder(), checkpoint);
        Path file = experiment.file(catalog);
        lock.guard(services, file);
        Plan plan = experiment.plan(file, reader);
        return running.run(
                tenon, plan, options, new NewRun(out, plan, experiment.folder(), services), selection.of(plan));
    }

    /** As a user would write it from here. */
    static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
    }
}
