package dev.tenon.experiments.cli;

import dev.tenon.api.settings.Part;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.session.NewRun;
import dev.tenon.experiments.spec.Plan;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tenon rerun}. */
@Command(
        name = "rerun",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Repeats the experiment of a run, in a new folder.",
            "",
            "The run folder is enough: it holds the experiment with every default as of that time. Data files",
            "must be where they were, or in the folder given by --folder. With the same data and code the new folder "
                    + "has the same manifest",
            "as the old one. To compare without writing anything, see `tenon verify`."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenon rerun runs/digits-1", "  tenon rerun downloaded/run --folder ~/data --out runs/again"})
final class RerunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "A finished run folder.")
    private Path run = Path.of("");

    @Mixin
    private OutOption out = new OutOption();

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
    private PlanReader reader;

    @Inject
    private Services services;

    @Inject
    private FolderRunner running;

    @Override
    public Integer call() {
        compute.check();
        out.check();
        List<Part<Tracker<?>>> trackers = track.of(services);
        RunReader saved = RunReader.open(run); // Says of a run that has not finished that it can be resumed.
        Plan plan = SavedRun.read(run, reader, false).result().plan();
        RunOptions options = compute.options(folder.of(saved), checkpoint);
        return running.run(
                tenon,
                plan,
                options,
                new NewRun(() -> out.folder(plan), plan, options.folder(), services),
                selection.of(plan),
                trackers);
    }
}
