package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
                Path.of("../catalog/ten-from-one-and-zero.yaml").toAbsolutePath(),
                "--out",
                run);
        try {
            waitFor(() -> finished(run) > 0, tenon, errors);
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
        assertEquals("tenon: interrupted; partial results are in run", lines.getLast());
        assertFalse(Files.exists(run.resolve("manifest.json")));
        String note = Files.readString(run.resolve("UNFINISHED.txt"));
        assertTrue(note.startsWith("This run has not finished: it was interrupted."), note);
        long whole = finished(run);
        assertTrue(note.contains(" " + whole + " of 300 trials had ended"), whole + " on disk: " + note);
    }

    /** How many trials are on disk. */
    private static long finished(Path run) {
        Path finished = run.resolve("finished");
        if (!Files.isDirectory(finished)) {
            return 0;
        }
        try (Stream<Path> trials = Files.list(finished)) {
            return trials.filter(trial -> trial.toString().endsWith(".safetensors"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void waitFor(BooleanSupplier what, Process process, Path errors)
            throws InterruptedException, IOException {
        for (int i = 0; i < 600 && !what.getAsBoolean(); i++) {
            assertTrue(process.isAlive(), Files.readString(errors));
            Thread.sleep(100);
        }
        assertTrue(what.getAsBoolean(), Files.readString(errors));
    }
}
