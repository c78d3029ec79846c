package dev.tenon.experiments.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.digest.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunWriterTest {

    @TempDir
    private Path runs;

    /** What is in a folder, locks apart. */
    private List<String> names(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(runs.resolve(folder))) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals(RunWriter.LOCK))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aRunIsWholeOnceItHasItsManifest() throws IOException {
        RunWriter writer = RunWriter.create(runs.resolve("a"));
        writer.hashed(RunFolder.EXPERIMENT, "e");
        writer.hashed(RunFolder.RESOLVED, "r");
        assertTrue(RunFolder.isUnfinished(runs.resolve("a")));
        BundleException early = assertThrows(BundleException.class, () -> RunReader.open(runs.resolve("a")));
        assertTrue(early.getMessage().contains("is an unfinished run"), early.getMessage());
        String digest = writer.commit();
        writer.close();
        assertFalse(RunFolder.isUnfinished(runs.resolve("a")));
        assertEquals(Digests.of(runs.resolve("a/manifest.json")), digest);
        assertEquals(List.of(), RunReader.open(runs.resolve("a")).verify());
        assertEquals(List.of("experiment.yaml", "manifest.json", "resolved.yaml"), names("a"));
        assertThrows(BundleException.class, () -> writer.unhashed("late.txt", "late"));
    }

    @Test
    void anErrorWhileWritingLeavesNothingThatLooksWhole() throws IOException {
        IOException full = new IOException("No space left on device");
        BundleException thrown = assertThrows(BundleException.class, () -> {
            try (RunWriter writer = RunWriter.create(runs.resolve("a"))) {
                writer.hashed("trials.json", "{}\n");
                writer.hashed("weights/x.safetensors", out -> {
                    out.write(1);
                    throw full;
                });
                writer.commit();
            }
        });
        assertEquals(
                runs.resolve("a/weights/x.safetensors") + ": cannot be written: No space left on device",
                thrown.getMessage());
        assertEquals(List.of("UNFINISHED.txt", "trials.json", "weights"), names("a"));
        assertEquals(List.of(), names("a/weights"));
        BundleException refused = assertThrows(BundleException.class, () -> RunReader.open(runs.resolve("a")));
        assertTrue(refused.getMessage().contains("is an unfinished run"), refused.getMessage());
    }

    @Test
    void aKilledProcessLeavesNothingThatLooksWhole() {
        RunWriter writer = RunWriter.create(runs.resolve("a")); // and nobody ever closes it
        writer.hashed("trials.json", "{}\n");
        assertThrows(BundleException.class, () -> RunReader.open(runs.resolve("a")));
        BundleException taken = assertThrows(BundleException.class, () -> RunWriter.create(runs.resolve("a")));
        assertTrue(taken.getMessage().contains("a run that is going on or was interrupted"), taken.getMessage());
        assertEquals(runs.resolve("a-1"), RunWriter.next(runs, "a").folder());
    }

    @Test
    void anInterruptedRunSaysWhy() throws IOException {
        RunWriter writer = RunWriter.create(runs.resolve("a"));
        writer.abandon("it was interrupted.");
        writer.close();
        String note = Files.readString(runs.resolve("a/UNFINISHED.txt"));
        assertTrue(note.startsWith("This run has not finished: it was interrupted."), note);
        assertEquals(List.of("UNFINISHED.txt"), names("a"));
        assertThrows(BundleException.class, writer::commit);
    }

    @Test
    void anInterruptWhileATrialIsWrittenLosesNothing() {
        RunWriter writer = RunWriter.create(runs.resolve("a"));
        Thread.currentThread().interrupt();
        writer.hashed("trials.json", "{}\n");
        writer.commit();
        assertTrue(Thread.interrupted(), "the interrupt is still to be heard");
        assertEquals(List.of(), RunReader.open(runs.resolve("a")).verify());
    }

    /** What can be at the place of a run folder, and what is said of it. */
    @Test
    void nothingIsOverwritten() throws IOException {
        Files.writeString(Files.createDirectory(runs.resolve("folder")).resolve("mine.txt"), "mine");
        Files.writeString(runs.resolve("file"), "mine");
        Files.createSymbolicLink(runs.resolve("link-to-file"), runs.resolve("file"));
        Files.createSymbolicLink(runs.resolve("link-to-nowhere"), runs.resolve("nowhere"));
        Files.createSymbolicLink(runs.resolve("link-to-folder"), runs.resolve("folder"));
        RunWriter whole = RunWriter.create(runs.resolve("run"));
        whole.commit();
        RunWriter.create(runs.resolve("running"));
        Map<String, String> places = new LinkedHashMap<>();
        places.put("folder", "exists already");
        places.put("folder/", "exists already");
        places.put("file", "is a file");
        places.put("file/", "is a file");
        places.put("link-to-file", "is a file");
        places.put("link-to-nowhere", "is a broken link");
        places.put("link-to-folder", "exists already");
        places.put("file/in", "cannot be created: " + runs.resolve("file") + " is not a folder");
        places.put("link-to-nowhere/in", "cannot be created: " + runs.resolve("link-to-nowhere") + " is not a folder");
        places.put("run", "exists already");
        places.put("run/in/it", "lies within the run folder " + runs.resolve("run"));
        places.put("running/in", "lies within the run folder " + runs.resolve("running"));
        List<String> before = names("");
        places.forEach((place, said) -> {
            Path target = Path.of(runs + "/" + place);
            BundleException e = assertThrows(BundleException.class, () -> RunWriter.create(target), place);
            assertTrue(e.getMessage().startsWith(target + ": " + said), e.getMessage());
        });
        assertThrows(BundleException.class, () -> RunWriter.create(Path.of("")));
        assertEquals(before, names(""));
        assertEquals("mine", Files.readString(runs.resolve("file")));
        assertEquals(List.of("mine.txt"), names("folder"));
    }

    @Test
    void whatAppearsInTheFolderMeanwhileStays() throws IOException {
        RunWriter writer = RunWriter.create(runs.resolve("a"));
        Files.writeString(runs.resolve("a/mine.txt"), "mine");
        Files.writeString(runs.resolve("a/metrics.csv"), "mine");
        Files.writeString(runs.resolve("a/trace.csv.tmp"), "mine");
        for (String taken : List.of("metrics.csv", "trace.csv")) {
            BundleException e = assertThrows(BundleException.class, () -> writer.hashed(taken, "ours"));
            assertTrue(e.getMessage().endsWith("something is there that this run did not write"), e.getMessage());
        }
        writer.abandon("of that.");
        assertEquals(List.of("UNFINISHED.txt", "metrics.csv", "mine.txt", "trace.csv.tmp"), names("a"));
        assertEquals("mine", Files.readString(runs.resolve("a/metrics.csv")));
        assertEquals("mine", Files.readString(runs.resolve("a/trace.csv.tmp")));
    }

    @Test
    void anEmptyFolderIsTaken() throws IOException {
        Path target = Files.createDirectory(runs.resolve("a"));
        Files.createSymbolicLink(runs.resolve("b"), Files.createDirectory(runs.resolve("c")));
        RunWriter.create(target).commit();
        RunWriter.create(runs.resolve("b")).commit();
        assertTrue(RunFolder.isRun(target));
        assertTrue(RunFolder.isRun(runs.resolve("c")));
    }

    @Test
    void oneWriterAtATimeHasAFolder() throws IOException {
        Path target = Files.createDirectory(runs.resolve("a"));
        RunWriter writer = RunWriter.create(target);
        BundleException second = assertThrows(BundleException.class, () -> RunWriter.create(target));
        assertTrue(second.getMessage().contains("another process writes to this run folder"), second.getMessage());
        writer.close();
        assertThrows(BundleException.class, () -> RunWriter.create(target)); // the note is there
    }

    @Test
    void theNextFreeNumberIsTaken() throws IOException {
        Path deep = Files.createDirectories(runs.resolve("deep/er"));
        RunWriter one = RunWriter.next(deep, "e");
        Files.writeString(deep.resolve("e-2"), "mine");
        Files.createSymbolicLink(deep.resolve("e-3"), runs.resolve("nowhere"));
        RunWriter four = RunWriter.next(deep, "e");
        one.commit();
        RunWriter five = RunWriter.next(deep, "e");
        assertEquals("e-1", one.folder().getFileName().toString());
        assertEquals("e-4", four.folder().getFileName().toString());
        assertEquals("e-5", five.folder().getFileName().toString());
    }

    @Test
    void theManifestNamesHashedFilesOnlyAndInOrder() throws IOException {
        try (RunWriter writer = RunWriter.create(runs.resolve("a"))) {
            writer.hashed("b.txt", "b");
            writer.unhashed("tenon.log", "12:00");
            writer.hashed("a/c.txt", "c");
            writer.commit();
        }
        assertEquals("""
                {
                  "format" : "tenon-run 1",
                  "numerics" : "numerics 1",
                  "files" : [
                    {
                      "path" : "a/c.txt",
                      "bytes" : 1,
                      "sha256" : "2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6"
                    },
                    {
                      "path" : "b.txt",
                      "bytes" : 1,
                      "sha256" : "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"
                    }
                  ]
                }
                """, Files.readString(runs.resolve("a/manifest.json")));
    }

    @Test
    void changesAfterTheRunAreNoticed() throws IOException {
        Path run = runs.resolve("a");
        try (RunWriter writer = RunWriter.create(run)) {
            writer.hashed("x.txt", "one");
            writer.hashed("y.txt", "two");
            writer.commit();
        }
        Files.writeString(run.resolve("x.txt"), "0ne");
        Files.delete(run.resolve("y.txt"));
        List<String> differences = RunReader.open(run).verify();
        assertEquals(2, differences.size());
        assertTrue(differences.get(0).contains("x.txt: was changed"), differences.get(0));
        assertTrue(differences.get(1).contains("y.txt: is missing"), differences.get(1));
        assertThrows(BundleException.class, () -> RunReader.open(run).text("x.txt"));
    }

    @Test
    void aManifestNamesNoFileOutside() throws IOException {
        Path run = Files.createDirectory(runs.resolve("a"));
        Files.writeString(runs.resolve("secret"), "s");
        Files.writeString(
                run.resolve("manifest.json"),
                "{\"format\":\"tenon-run 1\",\"files\":[{\"path\":\"../secret\",\"bytes\":1,\"sha256\":\""
                        + Digests.of(runs.resolve("secret")) + "\"}]}");
        BundleException e =
                assertThrows(BundleException.class, () -> RunReader.open(run).text("../secret"));
        assertTrue(e.getMessage().contains("outside"), e.getMessage());
    }

    @Test
    void runsOfAnotherFormatAreRefused() throws IOException {
        Path run = Files.createDirectory(runs.resolve("a"));
        Files.writeString(run.resolve("manifest.json"), "{\"format\":\"tenon-run 9\",\"files\":[]}");
        BundleException e = assertThrows(BundleException.class, () -> RunReader.open(run));
        assertTrue(e.getMessage().contains("tenon-run 9"), e.getMessage());
    }
}
