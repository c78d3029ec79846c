package dev.tenon.experiments.record;

import dev.tenon.experiments.run.TrialId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a run goes on ({@code progress.csv}), for who watches it from another process: a row when it begins or goes on, one every second
 * for each trial that runs, one for each that ends. It is for people, the manifest does not name it, and it goes when the run is whole:
 * {@code trace.csv} then has the curves.
 */
public final class ProgressFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressFile.class);

    static final String FILE = "progress.csv";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Its columns. */
    static final List<String> COLUMNS = List.of("milliseconds", "what", "trial", "stage", "step", "steps", "loss");

    /** What a row says. */
    public enum What {
        /** A process begins: {@code step} of {@code steps} trials had ended before. */
        BEGUN,
        /** A trial has taken {@code step} of {@code steps} minibatches of a stage. */
        AT,
        /** A trial has ended; {@code stage} is how. */
        ENDED
    }

    private final Path file;
    private @Nullable BufferedWriter out;
    private Instant flushed = Instant.EPOCH;
    private final Map<TrialId, Instant> written = new HashMap<>();

    private ProgressFile(Path file, @Nullable BufferedWriter out) {
        this.file = file;
        this.out = out;
    }

    /** That of a run folder, which is made or gone on with. That it cannot be written is no reason not to run. */
    public static ProgressFile of(Path run) {
        Path file = run.resolve(FILE);
        try {
            boolean fresh = !Files.exists(file);
            ProgressFile progress = new ProgressFile(
                    file,
                    Files.newBufferedWriter(
                            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            if (fresh) {
                progress.row(COLUMNS);
            } else {
                progress.row(List.of()); // Ends a row that was cut off.
            }
            return progress;
        } catch (IOException e) {
            LOG.warn("{} cannot be written", file, e);
            return new ProgressFile(file, null);
        }
    }

    /** The run begins, or goes on. */
    public void begun(int ended, int trials) {
        row(What.BEGUN, "", "", ended, trials, Double.NaN);
        flush(true);
    }

    /** A trial goes on: written once a second, and at the end of each stage. */
    public void at(TrialId trial, String stage, long step, long steps, double loss) {
        Instant now = Instant.now();
        @Nullable Instant last = written.get(trial);
        if (step < steps && last != null && Duration.between(last, now).compareTo(PAUSE) < 0) {
            return;
        }
        written.put(trial, now);
        row(What.AT, trial.path(), stage, step, steps, loss);
        flush(false);
    }

    /** A trial has ended. */
    public void ended(TrialId trial, String status) {
        written.remove(trial);
        row(What.ENDED, trial.path(), status, 0, 0, Double.NaN);
        flush(false);
    }

    private void row(What what, String trial, String stage, long step, long steps, double loss) {
        row(List.of(
                Long.toString(System.currentTimeMillis()),
                what.name(),
                trial,
                stage,
                Long.toString(step),
                Long.toString(steps),
                CsvText.number(loss)));
    }

    private void row(List<String> fields) {
        if (out == null) {
            return;
        }
        try {
            StringBuilder row = new StringBuilder();
            CsvText.row(row, fields);
            out.write(row.toString());
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Rows are written out once a second: each alone would be a call to the system for each of a hundred thousand trials. */
    private void flush(boolean atOnce) {
        Instant now = Instant.now();
        if (out != null && (atOnce || Duration.between(flushed, now).compareTo(PAUSE) >= 0)) {
            flushed = now;
            try {
                out.flush();
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    private void failed(IOException e) {
        LOG.warn("{} cannot be written any more", file, e);
        close();
    }

    @Override
    public void close() {
        BufferedWriter open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("{} is cut short", file, e);
            }
        }
    }
}
