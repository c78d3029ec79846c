package dev.tenon.experiments.cli;

import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.Environment;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.RunBundle;
import dev.tenon.experiments.record.RunLog;
import dev.tenon.experiments.record.RunWriter;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.RunListener;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run on its way into its folder. The folder is made when the first trial is about to start: a mistake that is found
 * before leaves nothing behind.
 */
final class RunSession implements RunListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);

    /** Writes what is for people: the reports. */
    interface Reports {
        void write(RunWriter writer);
    }

    private final Plan plan;
    private final Clock clock;
    private final Optional<Progress> progress;
    private final Supplier<RunWriter> folder;
    private final Consumer<String> tell;
    private final Instant started;
    private final Map<TrialId, Instant> starts = new LinkedHashMap<>();
    private final Map<String, Duration> times = new LinkedHashMap<>();
    private @Nullable RunWriter writer;
    private @Nullable RunLog log;
    private int planned;
    private int ended;
    private boolean abandoned;
    private @Nullable BundleException unwritten;

    RunSession(Plan plan, Clock clock, Optional<Progress> progress, Supplier<RunWriter> folder, Consumer<String> tell) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
        this.folder = folder;
        this.tell = tell;
        this.started = clock.instant();
    }

    @Override
    public synchronized void planned(int trials) {
        planned = trials;
        RunWriter fresh = folder.get();
        writer = fresh;
        log = RunLog.to(fresh.folder().resolve(RunBundle.LOG));
        RunBundle.begin(fresh, plan.source(), plan.resolved());
        LOG.info("{}: {}", plan.first().name(), CheckCommand.trials(plan));
        progress.ifPresent(shown -> shown.planned(trials));
    }

    @Override
    public synchronized void trialStarted(TrialId id) {
        starts.put(id, clock.instant());
        progress.ifPresent(shown -> shown.trialStarted(id));
    }

    @Override
    public synchronized void progress(TrialId id, String stage, long step, long steps, double loss) {
        progress.ifPresent(shown -> shown.progress(id, stage, step, steps, loss));
    }

    @Override
    public synchronized void trialFinished(TrialRecord trial, Optional<Features> features) {
        Instant start = starts.getOrDefault(trial.id(), started);
        times.put(trial.id().path(), Duration.between(start, clock.instant()));
        LOG.info("{}: {} {} {}", trial.id(), trial.status(), trial.message(), trial.metrics());
        record(trial, features);
        progress.ifPresent(shown -> shown.trialFinished(trial, features));
    }

    /** A trial that cannot be written now is written with all others at the end, for which there may be room by then. */
    private void record(TrialRecord trial, Optional<Features> features) {
        RunWriter open = writer;
        if (open == null || abandoned) {
            return;
        }
        try {
            RunBundle.finished(open, ended + 1, trial, features);
            ended++;
        } catch (BundleException e) {
            LOG.warn("{} is not on disk", trial.id(), e);
            if (unwritten == null) {
                unwritten = e;
                tell.accept(e.getMessage() + "; the run goes on, and all is written once more at its end");
            }
        }
    }

    /** The trials have all ended: progress has no more to show. */
    void trialsEnded() {
        progress.ifPresent(Progress::close);
    }

    /**
     * Writes everything and makes the run whole.
     *
     * @return the run's digest
     * @throws BundleException if a file cannot be written
     */
    String finish(ExperimentResult result, Inputs inputs, Environments environment, Reports reports) {
        RunWriter open = writer();
        RunBundle.results(open, result, inputs);
        reports.write(open);
        Map<String, Duration> inOrder = new LinkedHashMap<>();
        result.trials()
                .forEach(trial -> inOrder.put(
                        trial.id().path(), times.getOrDefault(trial.id().path(), Duration.ZERO)));
        RunBundle.circumstances(open, environment.of(started, Duration.between(started, clock.instant())), inOrder);
        LOG.info("trials ended: {}", result.trials().size());
        closeLog();
        return RunBundle.commit(open, ended);
    }

    /** What could not be written first, which tells more than what could not be written after. */
    synchronized BundleException firstUnwritten(BundleException last) {
        return unwritten == null ? last : unwritten;
    }

    /** The circumstances, once their duration is known. */
    interface Environments {
        Environment of(Instant started, Duration duration);
    }

    /** The folder of the run. */
    RunWriter writer() {
        RunWriter open = writer;
        if (open == null) {
            throw new IllegalStateException("the run has not begun");
        }
        return open;
    }

    /** The log's path while the run goes on, else empty. */
    String logFile() {
        RunWriter open = writer;
        return open == null ? "" : open.folder().resolve(RunBundle.LOG).toString();
    }

    /** Ends the run without a result; says where what there is can be found. A trial that is being written is waited for. */
    synchronized String abandon(String why) {
        progress.ifPresent(Progress::close);
        abandoned = true;
        RunWriter open = writer;
        if (open == null) {
            return "";
        }
        open.abandon(why + " " + ended + " of " + planned + " trials had ended.");
        return open.folder().toString();
    }

    private void closeLog() {
        if (log != null) {
            log.close();
            log = null;
        }
    }

    @Override
    public void close() {
        progress.ifPresent(Progress::close);
        closeLog();
        if (writer != null) {
            writer.close();
        }
    }
}
