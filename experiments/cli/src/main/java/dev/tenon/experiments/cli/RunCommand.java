package dev.tenon.experiments.cli;

import dev.tenon.api.settings.Part;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.EarlierTrials;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.record.UnfinishedRun;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.session.NewRun;
import dev.tenon.experiments.session.RunSession;
import dev.tenon.experiments.settings.PartReader;
import dev.tenon.experiments.spec.Plan;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tenon run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs an experiment and compares its arms.",
            "",
            "Prints the result and writes a run folder with the report (report.html), the resolved",
            "experiment, metrics, learning curves, weights and digests of all of them. Two runs of one experiment "
                    + "give the same",
            "digests, with any number of threads. An interrupted run is finished by `tenon resume`."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon run ten-from-one-and-zero",
            "  tenon run mine.yaml --seeds 20 --out runs/twenty-seeds",
            "  tenon run digits --set train.epochs=2 --set arms.lenet.train.batch=16",
            "  tenon run mine.yaml --only whole/seed-3 --out runs/one",
            "  tenon run mine.yaml --shard 3/16 --out shard-3",
            "  tenon run mine.yaml --launcher slurm --shards 16 --out runs/large",
            "  tenon run mine.yaml --seeds 20 --extend runs/mine-1",
            "  tenon run mine.yaml --track tensorboard=curves",
            "  tenon run mine.yaml --locked            with the plugins that `tenon lock` recorded, or not at all",
            "  tenon run mine.yaml >result.txt         the result alone; progress goes to standard error"
        })
final class RunCommand implements Callable<Integer> {

    /** Why a run that stops arms is neither divided nor extended. */
    static final String STOPS =
            "`compare.stop` compares arms while they run, which takes all their trials in one run, of as many"
                    + " seeds as were planned";

    @Mixin
    private ExperimentOptions experiment = new ExperimentOptions();

    @Mixin
    private OutOption out = new OutOption();

    @Option(
            names = "--extend",
            paramLabel = "RUN",
            description = {
                "Take the trials that an earlier run of a smaller experiment has, with fewer seeds, values to vary or arms, and run the",
                "others. The result is that of the larger experiment run in one go; the earlier run is not changed."
            })
    private @Nullable Path extend;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private LaunchOptions launch = new LaunchOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private TrackOptions track = new TrackOptions();

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
    private FolderRunner running;

    @Inject
    private Launching launching;

    @Inject
    private Console console;

    @Override
    public Integer call() {
        compute.check();
        launch.check(selection.isEverything(), out.isGiven());
        boolean left = launch.orResume() && (RunFolder.isRun(out.path()) || RunFolder.isUnfinished(out.path()));
        if (!left) {
            out.check();
        }
        RunOptions options = compute.options(experiment.folder(), checkpoint);
        Path file = experiment.file(catalog);
        lock.guard(services, file);
        List<Part<Tracker<?>>> trackers = track.of(services);
        Plan plan = experiment.plan(file, reader);
        List<String> apart = Stream.of(
                        Optional.ofNullable(launch.launcher()).map(given -> "--launcher"),
                        selection.isShard() ? Optional.of("--shard") : Optional.<String>empty(),
                        Optional.ofNullable(extend).map(given -> "--extend"))
                .flatMap(Optional::stream)
                .toList();
        if (!apart.isEmpty() && plan.first().compare().stop().isPresent()) {
            throw new UsageException(
                    STOPS + ": leave " + String.join(" and ", apart) + " away, or `stop` out of the file");
        }
        String launcher = launch.launcher();
        if (launcher != null) {
            Part<?> part = PartReader.read(services, Kind.LAUNCHER, "--launcher", launcher);
            return launching.run(tenon, plan, options, out, launch, part);
        }
        if (left) {
            if (RunFolder.isRun(out.path()) || RunFolder.isBegun(out.path())) {
                return goOn(plan, options, trackers);
            }
            out.again();
        }
        RunSession.Target target = extend == null
                ? new NewRun(() -> out.folder(plan), plan, experiment.folder(), services)
                : new ExtendedRun(out, plan, EarlierTrials.of(extend, plan, reader), experiment.folder(), services);
        return running.run(tenon, plan, options, target, selection.of(plan), trackers);
    }

    private int goOn(Plan plan, RunOptions options, List<Part<Tracker<?>>> trackers) {
        if (RunFolder.isRun(out.path())) {
            RunFolder.tidy(out.path());
            console.out().println(out.path() + ": has finished: nothing is missing");
            return Exit.OK;
        }
        try (UnfinishedRun unfinished = UnfinishedRun.of(out.path())) {
            if (!unfinished.plan(reader).resolved().equals(plan.resolved())) {
                throw new BundleException(out.path()
                        + ": cannot be continued, because it is a run of another experiment; name another folder");
            }
            return running.run(
                    tenon, plan, options, new LeftRun(unfinished, plan, services), selection.of(plan), trackers);
        }
    }

    /** As a user would write it from here. */
    static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
    }
}
