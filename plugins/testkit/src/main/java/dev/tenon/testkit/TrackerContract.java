package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.tracking.TrackedOutcome;
import dev.tenon.api.tracking.TrackedRun;
import dev.tenon.api.tracking.TrackedTrial;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.api.tracking.Tracking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every tracker must do. A tracker's test extends it and names the tracker, and settings by which it writes into a folder, if it writes
 * files.
 *
 * <p>Checked: that it takes trials that go on side by side, names that no file can have, losses and metrics that are no numbers, a trial
 * that failed before its first step, and a run that is cut off; that closing twice does no harm; that a second run leaves the files of the
 * first as they are; that nothing is written beside the folder. And of the class: its name, its constructor, its descriptions.
 *
 * @since 0.2
 */
public abstract class TrackerContract {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path temporary = Path.of("");

    /** For subclasses. */
    protected TrackerContract() {}

    /** The tracker under test. */
    protected abstract Tracker<?> tracker();

    /** Settings that work. */
    protected abstract Record settings(Path folder);

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(tracker());
    }

    @Test
    final void hearsOfARunAndLeavesAnotherAlone() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("own"));
        Files.writeString(temporary.resolve("beside"), "not to be touched");
        run(folder);
        Map<String, byte[]> first = files(folder);
        run(folder);
        Map<String, byte[]> then = files(folder);
        first.forEach((name, bytes) -> {
            assertTrue(then.containsKey(name), name + " is still there");
            assertArrayEquals(bytes, then.get(name), name + " is as it was");
        });
        try (Stream<Path> beside = Files.list(temporary)) {
            assertTrue(beside.count() == 2, "it writes into its folder alone");
        }
    }

    private void run(Path folder) throws IOException {
        TrackedTrial one =
                new TrackedTrial("whole/train.rate=1:2|?*/seed-0", "whole", Map.of("train.rate", "1:2|?*"), 0);
        TrackedTrial other = new TrackedTrial("../whole/seed-1", "../whole", Map.of(), 1);
        TrackedTrial failed = new TrackedTrial("whole/seed-2", "whole", Map.of(), 2);
        Tracking tracking =
                start(tracker(), new TrackedRun("an experiment", "run-1", folder, 3, START), settings(folder));
        tracking.trialStarted(one, at(1));
        tracking.trialStarted(other, at(1));
        tracking.step(one, "main", 1, 2.5, at(2));
        tracking.step(other, "main", 1, Double.NaN, at(3));
        tracking.step(one, "main", 7, Double.POSITIVE_INFINITY, at(4));
        tracking.trialStarted(failed, at(5));
        tracking.trialEnded(failed, new TrackedOutcome(false, "it broke", List.of(), Map.of()), at(5));
        tracking.trialEnded(
                one,
                new TrackedOutcome(
                        true,
                        "",
                        List.of(
                                new TrackedOutcome.Epoch("main", 5, 1.5, Double.NaN),
                                new TrackedOutcome.Epoch("main", 10, 1.25, 1.75)),
                        Map.of("test.accuracy", 0.5, "test.auroc", Double.NaN)),
                at(6));
        tracking.close(); // The other trial is cut off.
        tracking.close();
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @SuppressWarnings("unchecked") // settings of another record fail here, in the test that gave them
    private static <S extends Record> Tracking start(Tracker<S> tracker, TrackedRun run, Record settings)
            throws IOException {
        return tracker.start(run, (S) settings);
    }
}
