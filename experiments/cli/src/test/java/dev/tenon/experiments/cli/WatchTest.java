package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.record.ProgressFile;
import dev.tenon.experiments.record.ProgressReader;
import dev.tenon.experiments.run.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is watched from another process, and notes are made about it. */
final class WatchTest {

    @TempDir
    private Path folder;

    private Path file(int steps) throws IOException {
        return Files.writeString(folder.resolve("watched.yaml"), """
                experiment: watched
                data: {digits: {type: uci-digits}}
                defaults: {data: digits, train: {steps: %d, batch: 16, loss: softmax-cross-entropy, optimizer: sgd}}
                arms: {linear: {layers: [flatten, {type: dense, units: 10}]}}
                design: {seeds: 2}
                """.formatted(steps));
    }

    @Test
    void aRunOfAnotherProcessIsSeenWhileItGoesOnAndToItsEnd() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        Path errors = folder.resolve("err.txt");
        Process process = OwnProcess.tenon(
                folder,
                errors,
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                "run",
                file(30_000),
                "--out",
                run,
                "--threads",
                1,
                "-q");
        try {
            Path progress = run.resolve("progress.csv");
            while (process.isAlive() && !(Files.exists(progress) && Files.size(progress) > 120)) {
                Thread.sleep(5);
            }
            Cli once = Cli.run("watch", run, "--once");
            assertEquals(Exit.OK, once.code(), once.err());
            assertTrue(once.out().matches("(?s)[01]/2 trials, \\d+ %.*"), once.out());
            assertFalse(once.out().contains("\033") || once.out().contains("\r"), once.out());
            Cli toTheEnd = Cli.run("watch", run);
            assertEquals(Exit.OK, toTheEnd.code(), toTheEnd.err());
            assertTrue(toTheEnd.out().contains(run + ": has finished, sha256 "), toTheEnd.out());
        } finally {
            process.destroy();
        }
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertFalse(Files.exists(run.resolve("progress.csv")), "trace.csv has the curves now");
    }

    @Test
    void aRunThatNobodyWritesIsTold() throws IOException {
        Path run = folder.resolve("part");
        assertEquals(
                Exit.OK,
                Cli.run("run", file(20), "--only", "seed-1", "--out", run, "-q").code());
        Cli cli = Cli.run("watch", run);
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertEquals(
                "1/1 trials, 100 %, 0:00 left\n" + run
                        + ": no process writes to it: This run has not finished: only part of it was requested, and that is done. 1 of 1 trials had ended.\n",
                cli.out());
        Cli nowhere = Cli.run("watch", folder.resolve("nowhere"));
        assertEquals(Exit.USAGE, nowhere.code());
        assertTrue(nowhere.err().contains("nowhere: there is no such folder"), nowhere.err());
        assertTrue(Cli.run("watch", folder).err().contains("is not a run folder"));
    }

    @Test
    void rowsThatAreNotWholeYetComeLater() throws IOException {
        TrialId trial = new TrialId("whole, or not", Map.of("a", "=1"), 3);
        try (ProgressFile file = ProgressFile.of(folder)) {
            file.begun(1, 4);
            file.at(trial, "main", 10, 10, 0.5);
        }
        Path csv = folder.resolve("progress.csv");
        ProgressReader reader = new ProgressReader(folder);
        assertEquals(2, reader.more().size());
        Files.writeString(csv, "12,AT,half", StandardOpenOption.APPEND);
        assertEquals(List.of(), reader.more());
        try (ProgressFile file = ProgressFile.of(folder)) { // It was killed there, and goes on.
            file.ended(trial, "completed");
        }
        List<ProgressReader.Row> rows = reader.more();
        assertEquals(1, rows.size());
        assertEquals(trial.path(), rows.getFirst().trial());
        WatchedRun watched = new WatchedRun();
        new ProgressReader(folder).more().forEach(watched::add);
        assertEquals("2/4 trials, 50 %, 0:00 left", watched.summary());
    }

    @Test
    void curves() {
        assertEquals("█▅▁", WatchedRun.curve(List.of(3.0, 2.0, 1.0), 10, true));
        assertEquals("#-_", WatchedRun.curve(List.of(3.0, 3.0, 2.0, 1.6, 1.0, 1.0), 3, false));
        assertEquals("▁▁", WatchedRun.curve(List.of(1.0, 1.0), 5, true));
        assertEquals("▁!", WatchedRun.curve(List.of(1.0, Double.NaN), 5, true));
    }

    @Test
    void notesAreKeptOutsideTheManifestAndShown() throws IOException {
        Path run = folder.resolve("runs/watched-1");
        assertEquals(Exit.OK, Cli.run("run", file(4), "--out", run, "-q").code());
        String manifest = Files.readString(run.resolve("manifest.json"));
        Cli noted = Cli.run("note", run, "the one\nfor the \033talk");
        assertEquals(Exit.OK, noted.code(), noted.err());
        assertTrue(noted.out().matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC  the one for the talk\n"), noted.out());
        assertEquals(Exit.OK, Cli.run("note", run, "and another").code());
        assertEquals(manifest, Files.readString(run.resolve("manifest.json")));
        assertEquals(Exit.OK, Cli.run("verify", run).code());
        String runs = Cli.run("runs", folder.resolve("runs")).out();
        assertTrue(runs.contains("UTC  the one for the talk\n") && runs.contains("UTC  and another\n"), runs);
        Path html = folder.resolve("report.html");
        Cli compare = Cli.run("compare", run, "--html", html);
        assertTrue(compare.out().contains("the one for the talk"), compare.out());
        assertTrue(Files.readString(html).contains("the one for the talk"));
        Cli empty = Cli.run("note", run, " \n");
        assertEquals(Exit.USAGE, empty.code());
        assertTrue(empty.err().startsWith("tenon: the note is empty; write it in quotes"), empty.err());
        assertTrue(Cli.run("note", folder, "text").err().contains("is not a run folder"));
    }
}
