package com.example.losslines;

import module dev.tenon.api;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Writes what is heard of a run as lines of text. On the command line: {@code --track loss-lines=FOLDER}. */
@Type("loss-lines")
@Describe("Writes losses and metrics as lines of text, a file for each run.")
public final class LossLines implements Tracker<LossLines.Settings> {

    /** What a user may set: after the equals sign. */
    public record Settings(@Describe("The folder of the files.") Path to) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /** A run that goes on, or is run again, gets a file of its own. */
    @Override
    public Tracking start(TrackedRun run, Settings settings) throws IOException {
        Path folder = Files.createDirectories(run.folder().resolve(settings.to()));
        Path file = folder.resolve(run.name() + ".tsv");
        for (int number = 2; Files.exists(file); number++) {
            file = folder.resolve(run.name() + "-" + number + ".tsv");
        }
        return new Lines(Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW));
    }

    /** Called by one thread at a time. */
    private record Lines(BufferedWriter out) implements Tracking {

        @Override
        public void step(TrackedTrial trial, String stage, long step, double loss, Instant at) throws IOException {
            line(at, trial, stage + " loss at " + step, loss);
        }

        @Override
        public void trialEnded(TrackedTrial trial, TrackedOutcome outcome, Instant at) throws IOException {
            for (var metric : outcome.metrics().entrySet()) {
                line(at, trial, metric.getKey(), metric.getValue());
            }
            out.flush();
        }

        private void line(Instant at, TrackedTrial trial, String what, double value) throws IOException {
            out.write(at + "\t" + trial.name() + "\t" + what + "\t" + value + "\n");
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
