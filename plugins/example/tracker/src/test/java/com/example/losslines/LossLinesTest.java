package com.example.losslines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.tracking.TrackedOutcome;
import dev.tenon.api.tracking.TrackedRun;
import dev.tenon.api.tracking.TrackedTrial;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.testkit.TrackerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite checks odd names, runs that are cut off and files of earlier runs; below is what is ours alone. */
final class LossLinesTest extends TrackerContract {

    @Override
    protected Tracker<?> tracker() {
        return new LossLines();
    }

    @Override
    protected Record settings(Path folder) {
        return new LossLines.Settings(folder);
    }

    @Test
    void aLineForEachThing(@TempDir Path folder) throws IOException {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        TrackedTrial trial = new TrackedTrial("wide/seed-0", "wide", Map.of(), 0);
        try (var tracking = new LossLines()
                .start(new TrackedRun("digits", "digits-1", folder, 1, at), new LossLines.Settings(Path.of("out")))) {
            tracking.step(trial, "main", 7, 0.5, at);
            tracking.trialEnded(trial, new TrackedOutcome(true, "", List.of(), Map.of("test.accuracy", 0.25)), at);
        }
        assertEquals(
                List.of(at + "\twide/seed-0\tmain loss at 7\t0.5", at + "\twide/seed-0\ttest.accuracy\t0.25"),
                Files.readAllLines(folder.resolve("out/digits-1.tsv")));
    }
}
