package dev.tenon.experiments.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fails when a folder is forced to it, and file systems that have no such call. */
final class FolderSyncTest {

    @TempDir
    private Path runs;

    private final List<Path> forced = new ArrayList<>();

    /** Fails at the nth call. */
    private FolderSync failing(int nth, String message) {
        return folder -> {
            forced.add(folder);
            if (forced.size() == nth) {
                throw new IOException(message);
            }
        };
    }

    private RunWriter written(FolderSync disk) {
        RunWriter writer = RunWriter.create(runs.resolve("a"), disk);
        writer.hashed("inner/a.txt", "a");
        return writer;
    }

    /** The folder, the one within, and the folder again with the manifest's name. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aRunWhoseNamesMayBeLostIsNotWhole(int nth) throws IOException {
        try (RunWriter writer = written(failing(nth, "Input/output error"))) {
            BundleException e = assertThrows(BundleException.class, writer::commit);
            Path folder = forced.getLast();
            assertEquals(folder + ": cannot be forced to the disk: Input/output error", e.getMessage());
            assertEquals(nth, forced.size());
        }
        Path run = runs.resolve("a");
        assertFalse(RunFolder.isRun(run));
        assertTrue(RunFolder.isUnfinished(run));
        assertEquals("a", Files.readString(run.resolve("inner/a.txt")), "what is there stays");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invalid argument", "Operation not supported", "Permission denied"})
    void aFileSystemWithoutTheCallHasTheNames(String message) {
        try (RunWriter writer = written(failing(3, message))) {
            writer.commit();
        }
        assertTrue(RunFolder.isRun(runs.resolve("a")));
        assertEquals(3, forced.size());
    }

    @Test
    void everyFolderIsForcedBeforeTheManifestIsWrittenAndItsOwnAfter() {
        Path run = runs.resolve("a");
        List<Boolean> whole = new ArrayList<>();
        try (RunWriter writer = written(folder -> {
            forced.add(folder);
            whole.add(Files.exists(run.resolve(Manifest.FILE)));
        })) {
            writer.commit();
        }
        assertEquals(List.of(run, run.resolve("inner"), run), forced);
        assertEquals(List.of(false, false, true), whole);
    }

    @Test
    void aFullDiskIsAFailureToo() {
        assertTrue(FolderSync.isFailure(new IOException("No space left on device")));
        assertTrue(FolderSync.isFailure(new IOException("Disk quota exceeded")));
        assertFalse(FolderSync.isFailure(new IOException("Bad file descriptor")));
    }
}
