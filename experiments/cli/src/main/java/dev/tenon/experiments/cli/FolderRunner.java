package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.settings.Part;
import dev.tenon.api.tracking.TrackedRun;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.Environment;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.record.RunLog;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.ExperimentRunner;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.RunOptions;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.session.InstalledVersions;
import dev.tenon.experiments.session.Reporter;
import dev.tenon.experiments.session.RunSession;
import dev.tenon.experiments.spec.Plan;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an experiment into a folder, and says what came of it: what all commands that train have in common. */
final class FolderRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FolderRunner.class);
    private static final int SHOWN_FAILURES = 5;

    private final Console console;
    private final ExperimentRunner runner;
    private final Services services;
    private final Clock clock;
    private final Reporter reporter;

    @Inject
    FolderRunner(Console console, ExperimentRunner runner, Services services, Clock clock, Reporter reporter) {
        this.console = console;
        this.runner = runner;
        this.services = services;
        this.clock = clock;
        this.reporter = reporter;
    }

    /**
     * Runs.
     *
     * @param target where the run goes
     * @param wanted which trials are run; the run is left unfinished if others are missing then
     * @param trackers what hears of it, and can change nothing
     * @return the exit code
     */
    int run(
            TenonCommand tenon,
            Plan plan,
            RunOptions options,
            RunSession.Target target,
            Predicate<PlannedTrial> wanted,
            List<Part<Tracker<?>>> trackers) {
        Optional<ProgressDisplay> progress = tenon.quiet()
                ? Optional.empty()
                : Optional.of(ProgressDisplay.on(console, plan, clock, !tenon.verbose()));
        Optional<RunLog> watched = tenon.verbose() ? Optional.of(RunLog.to(console.errStream())) : Optional.empty();
        RunSession session = new RunSession(
                plan,
                clock,
                progress,
                target,
                read -> InstalledVersions.inputs(services, plan, read, options.folder()),
                console::error);
        Thread onInterrupt = new Thread(() -> stop(session), "interrupt");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            return run(plan, options, tenon.arguments(), session, wanted, trackers);
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

    private int run(
            Plan plan,
            RunOptions options,
            List<String> arguments,
            RunSession session,
            Predicate<PlannedTrial> wanted,
            List<Part<Tracker<?>>> trackers) {
        ExperimentResult result;
        try (Tracked listener = new Tracked(
                session, trackers, (trials, at) -> tracked(plan, session, trials, at), clock, console::error)) {
            result = runner.run(plan, options, listener, session, wanted);
        }
        session.trialsEnded();
        int planned = PlannedTrial.of(plan).size();
        if (result.trials().size() < planned) {
            String kept = session.abandon("only part of it was requested, and that is done.");
            console.out()
                    .println(result.trials().size() + " of " + planned + " trials are in "
                            + RunCommand.shown(Path.of(kept))
                            + "; `tenon resume` runs the rest, `tenon merge` joins parts");
            return failures(result.trials());
        }
        // Before anything is written: whatever then fails, what was computed is seen.
        Reporter.Reports reports = reporter.reports(result);
        console.out().print(reports.text());
        console.out().println();
        console.out().flush();
        String digest;
        try {
            digest = session.finish(
                    result,
                    (started, duration) -> new Environment(
                            arguments,
                            options.folder().toAbsolutePath(),
                            options.backend(),
                            ready(options).devices(),
                            options.threads(),
                            started,
                            duration),
                    reports::writeTo);
        } catch (BundleException e) {
            LOG.error("the run is incomplete", e);
            String kept = session.abandon("its files could not all be written.");
            console.error(session.firstUnwritten(e).getMessage() + "\nThe comparison is complete, but the run folder "
                    + RunCommand.shown(Path.of(kept)) + " is not.");
            return Exit.UNWRITTEN;
        }
        Path folder = session.writer().folder();
        console.out().println("report  " + RunCommand.shown(folder.resolve(RunFolder.REPORT)));
        console.out().println("run     " + RunCommand.shown(folder) + " (sha256 " + digest.substring(0, 16) + "…)");
        console.out().flush();
        ready(options).cautions().forEach(console::error);
        return failures(result.trials());
    }

    /** As the command line is seen from where the user is, so are the paths in it. */
    private static TrackedRun tracked(Plan plan, RunSession session, int trials, Instant at) {
        String name = String.valueOf(session.writer().folder().getFileName());
        return new TrackedRun(plan.first().name(), name, Path.of("").toAbsolutePath(), trials, at);
    }

    private int failures(List<TrialRecord> trials) {
        List<TrialRecord> failed = trials.stream()
                .filter(trial -> trial.status() != TrialRecord.Status.STOPPED
                        && (trial.status() != TrialRecord.Status.COMPLETED
                                || !trial.message().isEmpty()))
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

    private int interrupted(RunSession session) {
        String kept = session.abandon("it was interrupted.");
        console.error(
                "interrupted" + (kept.isEmpty() ? "" : "; partial results are in " + RunCommand.shown(Path.of(kept))));
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

    private Availability.Ready ready(RunOptions options) {
        return services.backend(options.backend())
                .map(found -> found.probe() instanceof Availability.Ready ready ? ready : null)
                .orElse(new Availability.Ready(List.of()));
    }
}
