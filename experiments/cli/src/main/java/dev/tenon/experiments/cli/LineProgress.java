package dev.tenon.experiments.cli;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Progress for a file or a pipe: plain lines, one every few seconds at most. */
final class LineProgress implements ProgressDisplay {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Console console;
    private final Clock clock;
    private final ProgressCount count;
    private Instant started = Instant.EPOCH;
    private Instant last = Instant.EPOCH;

    LineProgress(Console console, Plan plan, Clock clock) {
        this.console = console;
        this.clock = clock;
        this.count = new ProgressCount(plan);
    }

    @Override
    public synchronized void planned(int trials, DataInputs inputs) {
        count.planned(trials);
        started = clock.instant();
        last = started;
        console.note("running " + trials + (trials == 1 ? " trial" : " trials"));
    }

    @Override
    public synchronized void alreadyEnded(int trials) {
        count.before(trials);
        if (trials > 0) {
            console.note(trials + (trials == 1 ? " of them has ended already" : " of them have ended already"));
        }
    }

    @Override
    public void trialStarted(TrialId id) {}

    @Override
    public synchronized void progress(TrialId id, String stage, long step, long steps, double loss) {
        count.step(id, stage, step, steps, loss);
        now(false);
    }

    @Override
    public synchronized void trialFinished(TrialRecord trial, Optional<Features> features) {
        count.ended(trial);
        now(count.endedTrials() == count.trials());
    }

    private void now(boolean end) {
        Instant now = clock.instant();
        if (!end && Duration.between(last, now).compareTo(PAUSE) < 0) {
            return;
        }
        last = now;
        Duration elapsed = Duration.between(started, now);
        StringBuilder line = new StringBuilder(count.counted());
        if (end) {
            line.append(" in ").append(ProgressCount.clock(elapsed));
        } else {
            line.append(", ").append((int) (100 * count.fraction())).append(" %");
            count.left(elapsed)
                    .ifPresent(left ->
                            line.append(", ").append(ProgressCount.clock(left)).append(" left"));
            if (!count.loss().isEmpty()) {
                line.append(", ").append(count.loss());
            }
        }
        console.note(line.toString());
    }

    @Override
    public void close() {}
}
