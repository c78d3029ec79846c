package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Availability;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.Environment;
import dev.tenon.experiments.record.RunBundle;
import dev.tenon.experiments.record.RunLog;
import dev.tenon.experiments.record.RunWriter;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.ExperimentRunner;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.PlanReader;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

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
            "digests, whatever the number of threads."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tenon run ten-from-one-and-zero",
            "  tenon run mine.yaml --seeds 20 --out runs/twenty-seeds",
            "  tenon run digits --set train.epochs=2 --set arms.lenet.train.batch=16",
            "  tenon run mine.yaml --locked            with the plugins that `tenon lock` recorded, or not at all",
            "  tenon run mine.yaml >result.txt         the result alone; progress goes to standard error"
        })
final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final int SHOWN_FAILURES = 5;

    @Mixin
    private ExperimentOptions experiment = new ExperimentOptions();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "The folder of the run: a new or an empty one. Without it: runs/EXPERIMENT-1, -2 and so on.")
    private @Nullable Path out;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads; all cores without it. The result is the same.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "What computes; ${DEFAULT-VALUE} without it. The result is the same.",
            defaultValue = "cpu")
    private String backend = "cpu";

    @Mixin
    private LockOptions lock = new LockOptions();

    @ParentCommand
    private TenonCommand tenon = new TenonCommand();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Inject
    private Console console;

    @Inject
    private Catalog catalog;

    @Inject
    private PlanReader reader;

    @Inject
    private ExperimentRunner runner;

    @Inject
    private Services services;

    @Inject
    private Clock clock;

    @Inject
    private Reporter reporter;

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new UsageException("--threads is at least 1, not " + threads);
        }
        if (out != null) {
            RunWriter.refuseTaken(out);
        }
        Path file = experiment.file(catalog);
        lock.guard(services, file);
        Plan plan = experiment.plan(file, reader);
        Optional<Progress> progress =
                tenon.quiet() ? Optional.empty() : Optional.of(Progress.on(console, plan, clock, !tenon.verbose()));
        Optional<RunLog> watched = tenon.verbose() ? Optional.of(RunLog.to(console.errStream())) : Optional.empty();
        RunSession session = new RunSession(plan, clock, progress, () -> folder(plan), console::error);
        Thread onInterrupt = new Thread(() -> stop(session), "interrupt");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            return run(plan, session);
        } catch (CancellationException e) {
            return interrupted(session);
        } catch (RuntimeException | Error e) {
            if (!session.logFile().isEmpty()) {
                LOG.error("the run ends here", e);
                session.abandon("an error ended it: " + e + ".");
            }
            throw new RunFailure(e, session.logFile());
        } finally {
            removeHook(onInterrupt);
            session.close();
            watched.ifPresent(RunLog::close);
        }
    }

    private int run(Plan plan, RunSession session) {
        RunOptions options = new RunOptions(backend, threads, experiment.folder());
        ExperimentResult result = runner.run(plan, options, session);
        session.trialsEnded();
        // Before anything is written: whatever then fails, what was computed is seen.
        Reporter.Reports reports = reporter.reports(result);
        console.out().print(reports.text());
        console.out().println();
        console.out().flush();
        String digest;
        try {
            digest = session.finish(
                    result,
                    Installed.inputs(services, result, options.folder()),
                    (started, duration) ->
                            new Environment(arguments(), backend, ready().devices(), threads, started, duration),
                    reports::writeTo);
        } catch (BundleException e) {
            LOG.error("the run is not whole", e);
            String kept = session.abandon("its files could not all be written.");
            console.error(session.firstUnwritten(e).getMessage() + "\nThe comparison is complete, but the run folder "
                    + shown(Path.of(kept)) + " is not.");
            return Exit.UNWRITTEN;
        }
        Path folder = session.writer().folder();
        console.out().println("report  " + shown(folder.resolve(RunBundle.REPORT)));
        console.out().println("run     " + shown(folder) + " (sha256 " + digest.substring(0, 16) + "…)");
        console.out().flush();
        ready().cautions().forEach(console::error);
        return failures(result.trials());
    }

    private int failures(List<TrialRecord> trials) {
        List<TrialRecord> failed = trials.stream()
                .filter(trial -> trial.status() != TrialRecord.Status.COMPLETED
                        || !trial.message().isEmpty())
                .toList();
        if (failed.isEmpty()) {
            return Exit.OK;
        }
        StringBuilder message = new StringBuilder(failed.size() + " of " + trials.size() + " trials did not complete"
                + (failed.stream().anyMatch(trial -> trial.status() == TrialRecord.Status.COMPLETED)
                        ? " or lack a metric:"
                        : ":"));
        failed.stream()
                .limit(SHOWN_FAILURES)
                .forEach(trial -> message.append("\n")
                        .append(trial.id())
                        .append(": ")
                        .append(trial.status().name().toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(trial.message()));
        if (failed.size() > SHOWN_FAILURES) {
            message.append("\nand ").append(failed.size() - SHOWN_FAILURES).append(" more, see metrics.csv");
        }
        console.error(message.toString());
        return Exit.TRIALS;
    }

    private RunWriter folder(Plan plan) {
        return out == null ? RunWriter.next(Path.of("runs"), plan.first().name()) : RunWriter.create(out);
    }

    private int interrupted(RunSession session) {
        String kept = session.abandon("it was interrupted.");
        console.error("interrupted" + (kept.isEmpty() ? "" : "; what there is lies in " + shown(Path.of(kept))));
        return Exit.INTERRUPTED;
    }

    /** Ctrl-C: the process ends after this, whatever its other threads do, with 130. */
    private void stop(RunSession session) {
        interrupted(session);
        console.mute();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs already.
        }
    }

    private List<String> arguments() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }

    private Availability.Ready ready() {
        return services.backend(backend)
                .map(found -> found.probe() instanceof Availability.Ready ready ? ready : null)
                .orElse(new Availability.Ready(List.of()));
    }

    /** As a user would write it from here. */
    static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
    }
}
