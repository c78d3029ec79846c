package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more, and a folder that goes away while a run is written: it is told, nothing is harmed, and it is gone on with. */
@Tag("nightly")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no sh, and does not rename what is open")
final class DiskTest {

    private static final String EXPERIMENT = """
            experiment: disk
            data: {digits: {type: uci-digits}}
            defaults: {data: digits, train: {steps: STEPS, batch: 16, loss: softmax-cross-entropy, optimizer: sgd}}
            arms: {wide: {layers: [flatten, {type: dense, units: 1000}, {type: dense, units: 10}]}}
            design: {seeds: 2}
            """;

    @TempDir
    private Path folder;

    private Path file(int steps) throws IOException {
        return Files.writeString(folder.resolve("disk.yaml"), EXPERIMENT.replace("STEPS", "" + steps));
    }

    private Path errors() {
        return folder.resolve("err.txt");
    }

    private void assertFinishes(Path run, Path file) throws IOException {
        Cli cli = Cli.run("resume", run, "-q");
        assertEquals(Exit.OK, cli.code(), cli.err());
        Path whole = folder.resolve("whole");
        assertEquals(Exit.OK, Cli.run("run", file, "--out", whole, "-q").code());
        assertEquals(Files.readString(whole.resolve("manifest.json")), Files.readString(run.resolve("manifest.json")));
    }

    /** A limit to the size of files (setrlimit, RLIMIT_FSIZE) fails as a full disk does, and needs no rights. */
    @Test
    void whatDoesNotFitIsToldAndTheRunIsGoneOnWith() throws IOException, InterruptedException {
        Path file = file(5);
        Path run = folder.resolve("run");
        Process process = OwnProcess.limited(
                "ulimit -f 200", // 100 or 200 kB, of a trial of 300
                folder,
                errors(),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"),
                "run",
                file,
                "--out",
                run,
                "--checkpoint",
                "1 step",
                "-q");
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        } finally {
            process.destroy();
        }
        String said = Files.readString(errors());
        assertEquals(Exit.UNWRITTEN, process.exitValue(), said);
        assertTrue(
                said.contains(": cannot be written: File too large; the run continues without this checkpoint\n"),
                said);
        assertTrue(
                said.contains(
                        ": cannot be written: File too large; the run continues, and what is missing is written at its"
                                + " end\n"),
                said);
        assertTrue(said.contains("The comparison is complete, but the run folder run is not."), said);
        assertFalse(said.contains("\tat "), said);
        assertFalse(Files.exists(run.resolve("manifest.json")));
        assertFinishes(run, file);
    }

    @Test
    void aFolderThatGoesAwayIsNotMadeAnew() throws IOException, InterruptedException {
        Path file = file(3000);
        Path run = folder.resolve("run");
        Path away = folder.resolve("away");
        Process process = OwnProcess.tenon(
                Map.of(),
                folder,
                errors(),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                "run",
                file,
                "--out",
                run,
                "--threads",
                1,
                "-q");
        try {
            while (process.isAlive() && !Files.exists(run.resolve("tenon.log"))) {
                Thread.sleep(1);
            }
            Files.move(run, away);
            assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        } finally {
            process.destroy();
        }
        String said = Files.readString(errors());
        assertEquals(Exit.UNWRITTEN, process.exitValue(), said);
        assertTrue(said.contains(": cannot be written: its folder is gone"), said);
        assertFalse(Files.exists(run), "a folder with a part of a run would be taken for one");
        assertFalse(Files.exists(away.resolve("manifest.json")));
        assertFinishes(away, file);
    }
}
