package dev.tenon.experiments.cli;

import dev.tenon.api.settings.Part;
import dev.tenon.api.tracking.TrackedOutcome;
import dev.tenon.api.tracking.TrackedRun;
import dev.tenon.api.tracking.TrackedTrial;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.api.tracking.Tracking;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.RunListener;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on to trackers what another listener hears first. A tracker that fails is told of once, and hears no more; nothing that it throws
 * gets any further.
 */
final class Tracked implements RunListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tracked.class);

    /** Says what a run is, once its folder is known. */
    interface Begun {
        TrackedRun run(int trials, Instant at);
    }

    private final RunListener first;
    private final Begun begun;
    private final Clock clock;
    private final Consumer<String> tell;
    private final List<Hearer> hearers;

    /**
     * Trackers that hear after a listener.
     *
     * @param first who hears first, and whose failures are the run's
     * @param tell what the user should know at once
     */
    Tracked(RunListener first, List<Part<Tracker<?>>> trackers, Begun begun, Clock clock, Consumer<String> tell) {
        this.first = first;
        this.begun = begun;
        this.clock = clock;
        this.tell = tell;
        this.hearers = trackers.stream().map(Hearer::new).toList();
    }

    /** A tracker, and while it hears, what it hears by. */
    private static final class Hearer {
        private final Part<Tracker<?>> tracker;
        private @Nullable Tracking open;

        Hearer(Part<Tracker<?>> tracker) {
            this.tracker = tracker;
        }
    }

    private interface Telling {
        void to(Tracking tracking) throws IOException;
    }

    @Override
    public synchronized void planned(int trials, DataInputs inputs) {
        first.planned(trials, inputs);
        for (Hearer hearer : hearers) {
            guarded(
                    hearer,
                    () -> hearer.open = start(
                            hearer.tracker.service(), hearer.tracker.settings(), begun.run(trials, clock.instant())));
        }
    }

    private static <S extends Record> Tracking start(Tracker<S> tracker, Record settings, TrackedRun run)
            throws IOException {
        return tracker.start(run, tracker.settings().cast(settings));
    }

    @Override
    public void alreadyEnded(int trials) {
        first.alreadyEnded(trials);
    }

    @Override
    public void trialStarted(TrialId id) {
        first.trialStarted(id);
        tell(tracking -> tracking.trialStarted(trial(id), clock.instant()));
    }

    @Override
    public void progress(TrialId id, String stage, long step, long steps, double loss) {
        first.progress(id, stage, step, steps, loss);
        tell(tracking -> tracking.step(trial(id), stage, step, loss, clock.instant()));
    }

    @Override
    public void trialFinished(TrialRecord trial, Optional<Features> features) {
        first.trialFinished(trial, features);
        if (trial.status() == TrialRecord.Status.STOPPED) {
            return; // It never started.
        }
        TrackedOutcome outcome = outcome(trial);
        tell(tracking -> tracking.trialEnded(trial(trial.id()), outcome, clock.instant()));
    }

    private static TrackedTrial trial(TrialId id) {
        return new TrackedTrial(id.path(), id.arm(), id.factors(), id.seed());
    }

    private static TrackedOutcome outcome(TrialRecord trial) {
        List<TrackedOutcome.Epoch> epochs = trial.stages().stream()
                .flatMap(stage -> stage.losses().stream()
                        .map(point -> new TrackedOutcome.Epoch(
                                stage.stage(), point.step(), point.training(), point.validation())))
                .toList();
        return new TrackedOutcome(
                trial.status() == TrialRecord.Status.COMPLETED, trial.message(), epochs, trial.metrics());
    }

    private synchronized void tell(Telling telling) {
        for (Hearer hearer : hearers) {
            Tracking tracking = hearer.open;
            if (tracking != null) {
                guarded(hearer, () -> telling.to(tracking));
            }
        }
    }

    private interface Attempt {
        void make() throws IOException;
    }

    private void guarded(Hearer hearer, Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException | RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            Tracker<?> tracker = hearer.tracker.service();
            LOG.warn("tracker {} failed", tracker.type(), e);
            Tracking failed = hearer.open;
            hearer.open = null;
            String why = e instanceof IOException
                    ? e.getClass().getSimpleName() + ": " + e.getMessage()
                    : PluginException.mistake(tracker, e);
            tell.accept("tracker " + tracker.type() + " failed and is told nothing further: " + why
                    + "; the run continues");
            if (failed != null) {
                closeQuietly(tracker, failed);
            }
        }
    }

    private static void closeQuietly(Tracker<?> tracker, Tracking failed) {
        try {
            failed.close();
        } catch (IOException | RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn("tracker {} cannot be closed", tracker.type(), e);
        }
    }

    /** Tells trackers that the run has ended. */
    @Override
    public synchronized void close() {
        for (Hearer hearer : hearers) {
            Tracking tracking = hearer.open;
            if (tracking != null) {
                hearer.open = null;
                guarded(hearer, tracking::close);
            }
        }
    }
}
