package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, sent to a process of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no kill -INT")
final class SignalTest {

    @TempDir
    private Path folder;

    @Test
    void ctrlCEndsTheRunCleanly() throws IOException, InterruptedException {
        Path errors = folder.resolve("err.txt");
        Path run = folder.resolve("run");
        Process tenon = OwnProcess.tenon(
                folder,
                errors,
                List.of(),
                "run",
                Path.of("catalog/ten-from-one-and-zero.yaml").toAbsolutePath(),
                "--out",
                run);
        try {
            waitFor(folder.resolve("run/finished/1/manifest.json"), tenon, errors);
            new ProcessBuilder("kill", "-INT", Long.toString(tenon.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertTrue(tenon.waitFor(60, TimeUnit.SECONDS));
        } finally {
            tenon.destroyForcibly();
        }
        assertEquals(Exit.INTERRUPTED, tenon.exitValue());
        List<String> lines = Files.readAllLines(errors);
        assertEquals("tenon: interrupted; what there is lies in run", lines.getLast());
        assertFalse(Files.exists(run.resolve("manifest.json")));
        String note = Files.readString(run.resolve("UNFINISHED.txt"));
        assertTrue(note.startsWith("This run has not finished: it was interrupted."), note);
        try (Stream<Path> finished = Files.list(run.resolve("finished"))) {
            long whole = finished.filter(trial -> Files.exists(trial.resolve("manifest.json")))
                    .count();
            assertTrue(note.contains(" " + whole + " of 300 trials had ended"), whole + " on disk: " + note);
        }
    }

    private static void waitFor(Path file, Process process, Path errors) throws InterruptedException, IOException {
        for (int i = 0; i < 600 && !Files.exists(file); i++) {
            assertTrue(process.isAlive(), Files.readString(errors));
            Thread.sleep(100);
        }
        assertTrue(Files.exists(file), Files.readString(errors));
    }
}
