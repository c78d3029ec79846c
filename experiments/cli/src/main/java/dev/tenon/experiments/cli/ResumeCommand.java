package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.record.UnfinishedRun;
import dev.tenon.experiments.spec.Plan;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tenon resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finishes an interrupted run by running the missing trials.",
            "",
            "The result is byte for byte that of an uninterrupted run. The data, the plugin jars and this build of Tenon",
            "must be those the run started with; otherwise the differences are listed and nothing is run. Threads and "
                    + "backend may differ.",
            "A finished run is left unchanged."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon resume runs/digits-1", "  tenon resume runs/digits-1 --threads 1"})
final class ResumeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run = Path.of("");

    @Mixin
    private DataFolderOption folder = new DataFolderOption();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private TrackOptions track = new TrackOptions();

    @Mixin
    private CheckpointOption checkpoint = new CheckpointOption();

    @ParentCommand
    private TenonCommand tenon = new TenonCommand();

    @Inject
    private Console console;

    @Inject
    private PlanReader reader;

    @Inject
    private Services services;

    @Inject
    private FolderRunner running;

    @Override
    public Integer call() {
        compute.check();
        if (RunFolder.isRun(run)) {
            RunFolder.tidy(run);
            console.out().println(run + ": has finished: nothing is missing");
            return Exit.OK;
        }
        try (UnfinishedRun unfinished = UnfinishedRun.of(run)) {
            Plan plan = unfinished.plan(reader);
            return running.run(
                    tenon,
                    plan,
                    compute.options(folder.or(unfinished.beginning().folder()), checkpoint),
                    new LeftRun(unfinished, plan, services),
                    selection.of(plan),
                    track.of(services));
        }
    }
}
