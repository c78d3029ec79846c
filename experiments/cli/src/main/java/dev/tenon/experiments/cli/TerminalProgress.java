package dev.tenon.experiments.cli;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.Plan;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** Progress on a terminal: one line, redrawn, taken down at the end. */
final class TerminalProgress implements ProgressDisplay {

    private static final int REDRAW_MILLIS = 200;
    private static final int WIDEST = 100;
    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 30;

    /** Parts of a trial: the bar counts in whole numbers. */
    private static final int PARTS = 1000;

    private final Console console;
    private final int width;
    private final ProgressCount count;
    private @Nullable ProgressBar bar;

    TerminalProgress(Console console, Plan plan) {
        this.console = console;
        // A line as wide as the terminal wraps on some.
        this.width = Math.min(WIDEST, console.width() - 1);
        this.count = new ProgressCount(plan);
    }

    @Override
    public synchronized void planned(int trials, DataInputs inputs) {
        count.planned(trials);
        bar = new ProgressBarBuilder()
                .setInitialMax((long) trials * PARTS)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setRenderer((state, longest) -> line(state))
                .setConsumer(new OneLine(console, width))
                .build();
    }

    @Override
    public synchronized void alreadyEnded(int trials) {
        count.before(trials);
    }

    @Override
    public void trialStarted(TrialId id) {}

    @Override
    public synchronized void progress(TrialId id, String stage, long step, long steps, double loss) {
        count.step(id, stage, step, steps, loss);
        advance();
    }

    @Override
    public synchronized void trialFinished(TrialRecord trial, Optional<Features> features) {
        count.ended(trial);
        advance();
    }

    private void advance() {
        if (bar != null) {
            bar.stepTo((long) (count.fraction() * count.trials() * PARTS));
        }
    }

    @Override
    public void close() {
        ProgressBar shown;
        synchronized (this) {
            shown = bar;
            bar = null;
        }
        if (shown != null) {
            shown.close(); // Not while holding the lock: it draws once more.
            console.draw("");
        }
    }

    /** {@code 12/40 trials  ██████░░░░  31 %  1:05 left  whole loss 0.412}, as much of it as fits. */
    private synchronized String line(ProgressState state) {
        String counted = count.counted();
        String percent = "%3d %%".formatted((int) (100 * count.fraction()));
        Optional<String> left =
                count.left(state.getElapsedAfterStart()).map(time -> ProgressCount.clock(time) + " left");
        String tail = "  " + percent + left.map(text -> "  " + text).orElse("")
                + (count.loss().isEmpty() ? "" : "  " + count.loss());
        int room = Math.min(LONGEST_BAR, width - counted.length() - tail.length() - 2);
        String line = room < SHORTEST_BAR ? counted + tail : counted + "  " + bar(room) + tail;
        return line.length() <= width ? line : line.substring(0, width);
    }

    private String bar(int room) {
        int full = (int) (room * count.fraction());
        return console.unicode()
                ? "█".repeat(full) + "░".repeat(room - full)
                : "#".repeat(full) + ".".repeat(room - full);
    }

    /** Draws over what it drew before, and takes it away at the end. */
    private record OneLine(Console console, int width) implements ProgressBarConsumer {

        @Override
        public int getMaxRenderedLength() {
            return width;
        }

        @Override
        public void accept(String line) {
            console.draw(line);
        }

        @Override
        public void close() {}
    }
}
