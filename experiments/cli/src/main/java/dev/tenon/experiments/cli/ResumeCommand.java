package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.RunBundle;
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
            "Finishes a run that was cut off: runs the trials that are missing, and no others.",
            "",
            "The result is, byte for byte, that of a run that was never cut off. What the run began with must be here as it was: its",
            "data, the plugins' jars, this build of Tenon; what differs is named, and nothing is run. Threads and backend may differ.",
            "Of a run that has finished nothing is touched."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon resume runs/digits-1", "  tenon resume runs/digits-1 --threads 1"})
final class ResumeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The folder of the run.")
    private Path run = Path.of("");

    @Mixin
    private DataFolderOption folder = new DataFolderOption();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

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
    private Running running;

    @Override
    public Integer call() {
        compute.check();
        if (RunBundle.isRun(run)) {
            RunBundle.tidy(run);
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
                    selection.of(plan));
        }
    }
}
