package dev.tenon.experiments.cli;

import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.model.Checker;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.record.RunReader;
import dev.tenon.experiments.record.SavedRun;
import dev.tenon.experiments.record.TrialDifference;
import dev.tenon.experiments.run.Backends;
import dev.tenon.experiments.run.CachedWeights;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.ExperimentRunner;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.Looks;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.run.StopRule;
import dev.tenon.experiments.run.TrialKeeper;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.WeightReader;
import dev.tenon.experiments.session.InstalledVersions;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.yaml.Problem;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tenon verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Verifies that a run is what it claims to be.",
            "",
            "Every file is compared with the manifest, and code and data with those that are here; another build of the same version of",
            "Tenon is reported, and by itself does not count as a difference. An archive written by `tenon archive` is read without",
            "unpacking. With --trials or --all, trials are repeated, with any number of threads and on any backend, and compared bit",
            "by bit: they are equal, or the first trial, stage, loss and tensor that differ are named. A run does not record the",
            "result of each op. With --against, the first trial that differs is repeated once more, on two backends side by side, and",
            "the first step and op whose results are not the same bits on both are named. Nothing is written. Exits with 0 if",
            "everything is equal, with 5 if anything differs."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon verify runs/digits-1",
            "  tenon verify runs/digits-1 --trials 3 --threads 1",
            "  tenon verify digits.zip",
            "  tenon verify runs/digits-1 --all --backend opencl",
            "  tenon verify runs/digits-1 --all --backend opencl --against cpu"
        })
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The folder of a run that has finished, or an archive of one (.zip).")
    private Path named = Path.of("");

    @ArgGroup
    private Redone redone = new Redone();

    /** How many trials. */
    static final class Redone {

        @Option(
                names = "--trials",
                paramLabel = "K",
                description = "Repeat this many trials, spread evenly over the run.")
        private int trials;

        @Option(names = "--all", description = "Repeat all trials.")
        private boolean all;
    }

    @Option(
            names = "--against",
            paramLabel = "NAME",
            description =
                    "Another backend, or the same, which is then used with one thread: where a trial differs, finds the first op whose results"
                            + " differ between the two.")
    private Optional<String> against = Optional.empty();

    @Mixin
    private DataFolderOption folder = new DataFolderOption();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @ParentCommand
    private TenonCommand tenon = new TenonCommand();

    @Inject
    private Console console;

    @Inject
    private PlanReader reader;

    @Inject
    private Services services;

    @Inject
    private WeightReader weights;

    @Inject
    private ExperimentRunner runner;

    @Inject
    private StopRule rule;

    @Inject
    private Clock clock;

    @Override
    public Integer call() throws IOException {
        try (RunPlace place = RunPlace.of(named)) {
            return verify(place.folder());
        }
    }

    private int verify(Path run) {
        compute.check();
        if (redone.trials < 0) {
            throw new UsageException("--trials is at least 0, not " + redone.trials);
        }
        boolean redo = redone.all || redone.trials > 0;
        if (against.isPresent() && !redo) {
            throw new UsageException(
                    "--against is about trials that are repeated: add --all, or --trials with a number");
        }
        if (!RunFolder.isRun(run)) {
            RunReader.open(run); // Says what it is instead.
        }
        RunReader saved;
        ExperimentResult result;
        try {
            saved = RunReader.open(run);
            if (differ("files", saved.verify())) {
                return Exit.DIFFERENT;
            }
            result = SavedRun.read(run, reader, false).result();
        } catch (BundleException e) {
            differ("files", List.of(String.valueOf(e.getMessage())));
            return Exit.DIFFERENT;
        }
        Plan plan = result.plan();
        say("files", saved.count() + " files are as the manifest says");
        RunOptions options = compute.options(folder.of(saved));
        List<String> builds = new ArrayList<>();
        if (differ("inputs", inputs(saved, plan, options.folder(), builds))) {
            return Exit.DIFFERENT;
        }
        if (builds.isEmpty()) {
            say("inputs", "code and data here are those of the run");
        } else {
            builds.forEach(each -> say("inputs", each));
            say("inputs", "data here are those of the run; the code is another build of its version");
        }
        if (plan.first().compare().stop().isPresent()) {
            if (differ("arms", stopped(result))) {
                return Exit.DIFFERENT;
            }
            say("arms", "were stopped as their results say");
        }
        return redo ? redo(saved, plan, options) : Exit.OK;
    }

    /** The first trial that was stopped, or run, otherwise than the results say it should have been. */
    private List<String> stopped(ExperimentResult result) {
        Map<Integer, String> again = Looks.again(result, rule);
        for (int i = 0; i < result.trials().size(); i++) {
            TrialRecord trial = result.trials().get(i);
            String was = trial.status() == TrialRecord.Status.STOPPED ? trial.message() : "run";
            String is = again.getOrDefault(i, "run");
            if (!was.equals(is)) {
                return List.of(trial.id() + ": should be " + is + " by the results that the run has, not " + was);
            }
        }
        return List.of();
    }

    private void say(String what, String words) {
        console.out().println(what + " ".repeat(8 - what.length()) + words);
    }

    private boolean differ(String what, List<String> differences) {
        differences.forEach(each -> say(what, each));
        return !differences.isEmpty();
    }

    /**
     * What is other here than it was.
     *
     * @param builds takes what is another build of the same version, which is no other input by itself: redone trials show that
     */
    private List<String> inputs(RunReader saved, Plan plan, Path from, List<String> builds) {
        DataLoader loader = new DataLoader(from);
        List<Problem> problems = Checker.check(plan, loader, services, new CachedWeights(weights, from));
        if (!problems.isEmpty()) {
            return problems.stream().map(Problem::toString).toList();
        }
        Inputs now = InstalledVersions.inputs(services, plan, loader.inputs(), from);
        builds.addAll(now.otherBuilds(saved.madeWith()));
        return now.differences(saved.madeWith());
    }

    private int redo(RunReader saved, Plan plan, RunOptions options) {
        // Only now, as a plugin that has been asked for counts as an input.
        against.ifPresent(other -> Backends.ready(services, other));
        RunReader.OneByOne trials = saved.oneByOne();
        Set<Integer> wanted = new TreeSet<>();
        int count = redone.all ? trials.count() : StrictMath.min(redone.trials, trials.count());
        for (long i = 0; i < count; i++) {
            wanted.add((int) (i * trials.count() / count));
        }
        wanted.removeIf(number -> trials.light(number).status() == TrialRecord.Status.STOPPED);
        Comparing comparing = new Comparing(trials);
        run(plan, options, comparing, wanted);
        String redoneOf = wanted.size() + " of " + trials.count() + " redone: ";
        NavigableMap<Integer, String> differences = comparing.differences();
        Map.Entry<Integer, String> first = differences.firstEntry();
        if (first == null) {
            say("trials", redoneOf + "equal");
            return Exit.OK;
        }
        say(
                "trials",
                redoneOf + differences.size() + (differences.size() == 1 ? " differs" : " differ") + ", the first is");
        say("", first.getValue());
        against.ifPresent(other -> say("ops", firstOp(plan, options, other, first.getKey())));
        return Exit.DIFFERENT;
    }

    private ExperimentResult run(Plan plan, RunOptions options, TrialKeeper keeper, Set<Integer> wanted) {
        try (ProgressDisplay progress =
                tenon.quiet() ? new NoProgress() : ProgressDisplay.on(console, plan, clock, !tenon.verbose())) {
            return runner.run(plan, options, progress, keeper, trial -> wanted.contains(trial.number()));
        }
    }

    /** Where two backends part in a trial. */
    private String firstOp(Plan plan, RunOptions options, String other, int number) {
        TrialRecord trial = run(plan, options.against(other), TrialKeeper.inMemory(), Set.of(number))
                .trials()
                .getFirst();
        if (trial.status() == TrialRecord.Status.FAILED) {
            return trial.message();
        }
        String both = options.backend().equals(other)
                ? "with " + options.threads() + " threads and with one, all results on " + other
                : "all results on " + options.backend() + " and " + other;
        return both + " are the same bits in this trial: what differs was computed differently, or was changed later";
    }

    /** Compares each trial with the saved one, and keeps what differs. */
    private static final class Comparing implements TrialKeeper {

        private final RunReader.OneByOne saved;
        private final TreeMap<Integer, String> differences = new TreeMap<>();

        Comparing(RunReader.OneByOne saved) {
            this.saved = saved;
        }

        /** In words, by the trial's number. */
        synchronized NavigableMap<Integer, String> differences() {
            return new TreeMap<>(differences);
        }

        @Override
        public Optional<TrialRecord> ended(int number) {
            return Optional.empty();
        }

        @Override
        public synchronized TrialRecord keep(int number, TrialRecord trial, Optional<Features> features) {
            TrialDifference.first(saved.trial(number), trial).ifPresent(what -> differences.put(number, what));
            return saved.light(number);
        }

        @Override
        public synchronized TrialRecord whole(int number) {
            return saved.trial(number);
        }

        @Override
        public Optional<Features> features(int number) {
            return Optional.empty();
        }
    }
}
