package dev.tenon.experiments.session;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.record.BundleException;
import dev.tenon.experiments.record.Environment;
import dev.tenon.experiments.record.FinishedTrials;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.ProgressFile;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.record.RunLog;
import dev.tenon.experiments.record.RunWriter;
import dev.tenon.experiments.run.Checkpoint;
import dev.tenon.experiments.run.Checkpoints;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.RunListener;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialKeeper;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run on its way into its folder. The folder is made when the first trial is about to start: a mistake that is found
 * before leaves nothing behind.
 */
public final class RunSession implements RunListener, TrialKeeper, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);

    /** Shows how the run goes on. */
    public interface Shown extends RunListener, AutoCloseable {

        /** There is no more to show. */
        @Override
        void close();
    }

    /** Writes what is for people: the reports. */
    public interface Reports {
        void write(RunWriter writer);
    }

    /** Says which code and data a run is made with. */
    public interface Sources {
        Inputs of(DataInputs read);
    }

    /** Where a run goes. */
    public interface Target {

        /** The folder, which is this process's from now on. */
        RunWriter folder();

        /** Gets the folder ready, and finds the trials that are there already. */
        FinishedTrials begin(
                RunWriter folder, Inputs inputs, FinishedTrials.Times times, FinishedTrials.Trouble trouble);
    }

    private final Plan plan;
    private final Clock clock;
    private final Optional<? extends Shown> progress;
    private final Target target;
    private final Sources sources;
    private final Consumer<String> tell;
    private final Instant started;
    private final Map<TrialId, Instant> starts = new ConcurrentHashMap<>();

    /** Trials are kept side by side, and the run is ended when none is. */
    private final ReadWriteLock keeping = new ReentrantReadWriteLock();

    private @Nullable RunWriter writer;
    private @Nullable FinishedTrials finished;
    private @Nullable RunLog log;
    private @Nullable ProgressFile shown;
    private int planned;
    private boolean abandoned;
    private @Nullable BundleException unwritten;

    /**
     * A run that has not begun.
     *
     * @param target where it goes
     * @param tell what the user should know at once
     */
    public RunSession(
            Plan plan,
            Clock clock,
            Optional<? extends Shown> progress,
            Target target,
            Sources sources,
            Consumer<String> tell) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
        this.target = target;
        this.sources = sources;
        this.tell = tell;
        this.started = clock.instant();
    }

    @Override
    public synchronized void planned(int trials, DataInputs inputs) {
        planned = trials;
        Inputs begun = sources.of(inputs);
        RunWriter fresh = target.folder();
        writer = fresh;
        finished = target.begin(fresh, begun, this::time, new Trouble());
        shown = ProgressFile.of(fresh.folder());
        log = RunLog.to(fresh.folder().resolve(RunFolder.LOG));
        LOG.info("{}: {}", plan.first().name(), PlannedTrial.of(plan).size() + " trials");
        progress.ifPresent(shown -> shown.planned(trials, inputs));
    }

    private Duration time(TrialId id) {
        @Nullable Instant start = starts.remove(id);
        return start == null ? Duration.ZERO : Duration.between(start, clock.instant());
    }

    @Override
    public synchronized void alreadyEnded(int trials) {
        LOG.info("trials that had ended before: {}", trials);
        write(file -> file.begun(trials, planned));
        progress.ifPresent(shown -> shown.alreadyEnded(trials));
    }

    @Override
    public synchronized void trialStarted(TrialId id) {
        starts.put(id, clock.instant());
        progress.ifPresent(shown -> shown.trialStarted(id));
    }

    @Override
    public synchronized void progress(TrialId id, String stage, long step, long steps, double loss) {
        write(file -> file.at(id, stage, step, steps, loss));
        progress.ifPresent(shown -> shown.progress(id, stage, step, steps, loss));
    }

    @Override
    public synchronized void trialFinished(TrialRecord trial, Optional<Features> features) {
        write(file -> file.ended(trial.id(), trial.status().name().toLowerCase(Locale.ROOT)));
        LOG.info("{}: {} {} {}", trial.id(), trial.status(), trial.message(), trial.metrics());
        progress.ifPresent(shown -> shown.trialFinished(trial, features));
    }

    /** For who watches from another process. */
    private void write(Consumer<ProgressFile> row) {
        ProgressFile open = shown;
        if (open != null) {
            row.accept(open);
        }
    }

    @Override
    public Optional<TrialRecord> ended(int number) {
        return finished().ended(number);
    }

    @Override
    public TrialRecord keep(int number, TrialRecord trial, Optional<Features> features) {
        keeping.readLock().lock();
        try {
            if (abandoned) {
                throw new CancellationException("the run has ended");
            }
            return finished().keep(number, trial, features);
        } finally {
            keeping.readLock().unlock();
        }
    }

    @Override
    public TrialRecord whole(int number) {
        return finished().whole(number);
    }

    @Override
    public Optional<Features> features(int number) {
        return finished().features(number);
    }

    /** A trial that cannot be written now is written at the end, for which there may be room by then. */
    private synchronized void isNotOnDisk(BundleException why) {
        if (unwritten == null) {
            unwritten = why;
            tell.accept(why.getMessage() + "; the run continues, and what is missing is written at its end");
        }
    }

    private final class Trouble implements FinishedTrials.Trouble {
        @Override
        public void at(BundleException first) {
            isNotOnDisk(first);
        }

        @Override
        public void say(String line) {
            tell.accept(line);
        }
    }

    /** None are written once the run has ended: another process may go on with it by then. */
    @Override
    public Checkpoints checkpoints() {
        Checkpoints all = finished().checkpoints();
        return new Checkpoints() {
            @Override
            public Optional<Checkpoint> last(Training training) {
                return all.last(training);
            }

            @Override
            public void keep(Training training, Checkpoint checkpoint) {
                whileOpen(() -> all.keep(training, checkpoint));
            }

            @Override
            public void forget(Collection<Training> trainings) {
                whileOpen(() -> all.forget(trainings));
            }
        };
    }

    private void whileOpen(Runnable work) {
        keeping.readLock().lock();
        try {
            if (abandoned) {
                throw new CancellationException("the run has ended");
            }
            work.run();
        } finally {
            keeping.readLock().unlock();
        }
    }

    private FinishedTrials finished() {
        FinishedTrials open = finished;
        if (open == null) {
            throw new IllegalStateException("the run has not begun");
        }
        return open;
    }

    /** The trials have all ended: progress has no more to show. */
    public void trialsEnded() {
        progress.ifPresent(Shown::close);
    }

    /**
     * Writes everything and makes the run whole.
     *
     * @return the run's digest
     * @throws BundleException if a file cannot be written
     */
    public String finish(ExperimentResult result, Environments environment, Reports reports) {
        RunWriter open = writer();
        RunFolder.results(open, result, sources.of(result.inputs()), finished());
        reports.write(open);
        RunFolder.circumstances(
                open, environment.of(started, Duration.between(started, clock.instant())), result.trials(), finished());
        LOG.info("trials ended: {}", result.trials().size());
        closeLog();
        return RunFolder.commit(open, finished());
    }

    /** What could not be written first, which tells more than what could not be written after. */
    public synchronized BundleException firstUnwritten(BundleException last) {
        return unwritten == null ? last : unwritten;
    }

    /** The circumstances, once their duration is known. */
    public interface Environments {
        Environment of(Instant started, Duration duration);
    }

    /** The folder of the run. */
    public RunWriter writer() {
        RunWriter open = writer;
        if (open == null) {
            throw new IllegalStateException("the run has not begun");
        }
        return open;
    }

    /** The log's path while the run goes on, else empty. */
    public String logFile() {
        RunWriter open = writer;
        return open == null ? "" : open.folder().resolve(RunFolder.LOG).toString();
    }

    /** Ends the run without a result; says where what there is can be found. A trial that is being written is waited for. */
    public String abandon(String why) {
        progress.ifPresent(Shown::close);
        keeping.writeLock().lock();
        try {
            abandoned = true;
            RunWriter open = writer;
            FinishedTrials there = finished;
            if (open == null) {
                return "";
            }
            open.abandon(why + " " + (there == null ? 0 : there.count()) + " of " + planned + " trials had ended.");
            return open.folder().toString();
        } finally {
            keeping.writeLock().unlock();
        }
    }

    private synchronized void closeLog() {
        if (shown != null) {
            shown.close();
            shown = null;
        }
        if (log != null) {
            log.close();
            log = null;
        }
    }

    @Override
    public void close() {
        progress.ifPresent(Shown::close);
        closeLog();
        if (writer != null) {
            writer.close();
        }
    }
}
