package dev.tenon.experiments.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.digest.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunWriterTest {

    @TempDir
    private Path runs;

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(runs)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRunHasItsNameOnlyWhenItIsWhole() throws IOException {
        RunWriter writer = RunWriter.create(runs.resolve("a"));
        writer.hashed("trials.json", "{}\n");
        assertEquals(List.of("a.partial"), names());
        String digest = writer.commit();
        writer.close();
        assertEquals(List.of("a"), names());
        assertEquals(Digests.of(runs.resolve("a/manifest.json")), digest);
        assertEquals(List.of(), RunReader.open(runs.resolve("a")).verify());
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
        assertTrue(thrown.getMessage().contains("No space left on device"), thrown.getMessage());
        assertEquals(List.of("a.partial"), names());
        assertTrue(Files.exists(runs.resolve("a.partial/UNFINISHED.txt")));
        assertFalse(Files.exists(runs.resolve("a.partial/manifest.json")));
        BundleException refused = assertThrows(BundleException.class, () -> RunReader.open(runs.resolve("a.partial")));
        assertTrue(refused.getMessage().contains("did not finish"), refused.getMessage());
    }

    @Test
    void aKilledProcessLeavesNothingThatLooksWhole() throws IOException {
        RunWriter writer = RunWriter.create(runs.resolve("a")); // and nobody ever closes it
        writer.hashed("trials.json", "{}\n");
        assertEquals(List.of("a.partial"), names());
        assertThrows(BundleException.class, () -> RunReader.open(runs.resolve("a.partial")));
        BundleException taken = assertThrows(BundleException.class, () -> RunWriter.create(runs.resolve("a")));
        assertTrue(taken.getMessage().contains("a.partial"), taken.getMessage());
        assertEquals(runs.resolve("a-1"), RunWriter.next(runs, "a").target());
    }

    @Test
    void anInterruptedRunSaysWhy() throws IOException {
        RunWriter writer = RunWriter.create(runs.resolve("a"));
        writer.append("finished.jsonl", "{\"trial\":\"x\"}");
        writer.abandon("it was interrupted.");
        writer.close();
        String note = Files.readString(runs.resolve("a.partial/UNFINISHED.txt"));
        assertTrue(note.startsWith("This run did not finish: it was interrupted."), note);
        assertEquals("{\"trial\":\"x\"}\n", Files.readString(runs.resolve("a.partial/finished.jsonl")));
        assertThrows(BundleException.class, writer::commit);
        writer.append("finished.jsonl", "late"); // a trial that ends after the interrupt is no error
        assertEquals("{\"trial\":\"x\"}\n", Files.readString(runs.resolve("a.partial/finished.jsonl")));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path target = Files.createDirectory(runs.resolve("a"));
        Files.writeString(target.resolve("mine.txt"), "mine");
        BundleException taken = assertThrows(BundleException.class, () -> RunWriter.create(target));
        assertTrue(taken.getMessage().contains("never overwrites"), taken.getMessage());
        Path file = Files.writeString(runs.resolve("file"), "mine");
        assertThrows(BundleException.class, () -> RunWriter.create(file));
        assertEquals(List.of("a", "file"), names());
    }

    @Test
    void aFolderFilledMeanwhileIsNotOverwritten() throws IOException {
        RunWriter writer = RunWriter.create(runs.resolve("a"));
        Files.createDirectory(runs.resolve("a"));
        Files.writeString(runs.resolve("a/mine.txt"), "mine");
        assertThrows(BundleException.class, writer::commit);
        assertEquals("mine", Files.readString(runs.resolve("a/mine.txt")));
        assertEquals(List.of("a", "a.partial"), names());
    }

    @Test
    void anEmptyFolderIsTaken() throws IOException {
        Path target = Files.createDirectory(runs.resolve("a"));
        RunWriter writer = RunWriter.create(target);
        writer.hashed("trials.json", "{}\n");
        writer.commit();
        assertTrue(Files.exists(target.resolve("manifest.json")));
        assertEquals(List.of("a"), names());
    }

    @Test
    void theNextFreeNumberIsTaken() {
        RunWriter one = RunWriter.next(runs.resolve("deep/er"), "e");
        RunWriter two = RunWriter.next(runs.resolve("deep/er"), "e");
        one.commit();
        RunWriter three = RunWriter.next(runs.resolve("deep/er"), "e");
        assertEquals("e-1", one.target().getFileName().toString());
        assertEquals("e-2", two.target().getFileName().toString());
        assertEquals("e-3", three.target().getFileName().toString());
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
