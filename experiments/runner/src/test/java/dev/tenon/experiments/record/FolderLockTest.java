package dev.tenon.experiments.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run folder has one process that writes to it, and nobody's once that process has ended, however it did. */
final class FolderLockTest {

    private static final String REFUSED = ": another process writes to this run folder; wait until it ends";

    @TempDir
    private Path runs;

    /** Another JVM that starts a run in a folder. */
    private Process other(Path folder) throws IOException {
        String own = LockHolder.class.getName().replace('.', '/') + ".class";
        String here = Objects.requireNonNull(LockHolder.class.getResource("LockHolder.class"))
                .toString();
        Path classes = Path.of(URI.create(here.substring(0, here.length() - own.length())));
        String path = String.join(
                File.pathSeparator,
                classes.toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        LockHolder.class.getName(),
                        folder.toString())
                .redirectError(runs.resolve("err.txt").toFile())
                .start();
    }

    private void assertHolds(Process other, Path folder) throws IOException {
        BufferedReader said = other.inputReader(StandardCharsets.UTF_8);
        assertEquals("holds " + folder, said.readLine(), () -> errors());
    }

    private String errors() {
        try {
            return Files.readString(runs.resolve("err.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String refusal(Path folder) {
        return String.valueOf(assertThrows(BundleException.class, () -> RunWriter.create(folder))
                .getMessage());
    }

    @Test
    void aSecondProcessIsRefusedWhileTheFirstWrites() throws IOException, InterruptedException {
        Path folder = runs.resolve("a");
        try (RunWriter writer = RunWriter.create(folder)) {
            Process other = other(folder);
            assertTrue(other.waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, other.exitValue());
            assertTrue(errors().contains(folder + REFUSED), errors());
            writer.unhashed("mine.txt", "still mine");
        }
        assertEquals("still mine", Files.readString(folder.resolve("mine.txt")));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGKILL")
    void aKilledProcessLeavesTheFolderToTheNext() throws IOException, InterruptedException {
        Path folder = runs.resolve("a");
        Process other = other(folder);
        try {
            assertHolds(other, folder);
            assertTrue(refusal(folder).startsWith(folder + REFUSED));
        } finally {
            other.destroyForcibly();
        }
        assertTrue(other.waitFor(60, TimeUnit.SECONDS));
        assertEquals(128 + 9, other.exitValue(), "killed");
        assertTrue(Files.exists(folder.resolve(RunWriter.LOCK)), "nobody was there to remove it");
        try (RunWriter writer = RunWriter.create(folder)) {
            writer.hashed("a.txt", "a");
            writer.commit();
        }
        assertTrue(RunFolder.isRun(folder));
        assertFalse(Files.exists(folder.resolve(RunWriter.LOCK)));
    }

    @Test
    void whatAProcessGaveBackIsFree() throws IOException, InterruptedException {
        Path folder = runs.resolve("a");
        Process other = other(folder);
        assertHolds(other, folder);
        other.getOutputStream().close();
        assertTrue(other.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, other.exitValue(), () -> errors());
        RunWriter.reopen(folder).close();
    }

    @Test
    void aFolderThatMayNotBeWrittenIsRefusedAtOnce() throws IOException {
        Path shut = Files.createDirectory(runs.resolve("shut"));
        assumeTrue(shut.toFile().setWritable(false) && !Files.isWritable(shut), "this user may write everywhere");
        try {
            String message = refusal(shut.resolve("a"));
            assertEquals(
                    shut.resolve("a") + ": cannot be created: " + shut + " is not writable; name another folder",
                    message);
            assertTrue(refusal(shut).contains("is not writable"));
            assertTrue(assertThrows(BundleException.class, () -> RunWriter.next(shut, "a"))
                    .getMessage()
                    .startsWith(shut + ": no run folder can be created there: permission denied"));
        } finally {
            assertTrue(shut.toFile().setWritable(true));
        }
        assertEquals(0, shut.toFile().list().length);
    }
}
