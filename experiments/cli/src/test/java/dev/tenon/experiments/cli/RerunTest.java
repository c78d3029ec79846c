package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenon rerun}, {@code runs} and {@code diff}: what a run's folder is good for. */
final class RerunTest {

    @TempDir
    private Path folder;

    private Path run(String name, String... settings) throws IOException {
        Path file = Files.writeString(folder.resolve("two.yaml"), """
                experiment: two
                question: Which is better?
                data: {digits: {type: uci-digits}}
                defaults: {data: digits, train: {steps: 3, loss: softmax-cross-entropy}}
                arms:
                  linear: {layers: [flatten, {type: dense, units: 10}]}
                  deep: {layers: [flatten, {type: dense, units: 4, activation: relu}, {type: dense, units: 10}]}
                design: {seeds: 2}
                """);
        Path run = folder.resolve("runs").resolve(name);
        List<Object> arguments =
                new ArrayList<>(List.of("run", file, "--out", run, "--quiet", "--set", "train.batch=8"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        Cli cli = Cli.run(arguments.toArray());
        assertEquals(Exit.OK, cli.code(), cli.err());
        Files.delete(file);
        return run;
    }

    @Test
    void theFolderIsEnoughForTheSameManifest() throws IOException {
        Path first = run("first");
        Path again = folder.resolve("again");
        Cli cli = Cli.run("rerun", first, "--out", again, "--quiet", "--threads", "1");
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertArrayEquals(
                Files.readAllBytes(first.resolve("manifest.json")), Files.readAllBytes(again.resolve("manifest.json")));
        Cli taken = Cli.run("rerun", first, "--out", again);
        assertEquals(Exit.USAGE, taken.code(), "a folder with something in it is refused");
        Cli part = Cli.run("rerun", first, "--out", folder.resolve("part"), "--quiet", "--only", "deep/seed-1");
        assertEquals(Exit.OK, part.code(), part.err());
        Cli unfinished = Cli.run("rerun", folder.resolve("part"));
        assertTrue(unfinished.code() != Exit.OK && unfinished.err().contains("tenon resume"), unfinished.err());
    }

    @Test
    void runsAreListedWithWhatTheyFoundAndWhatIsWrong() throws IOException {
        Path first = run("first");
        Path damaged = run("second");
        Files.writeString(damaged.resolve("trials.json"), "{}");
        Files.createDirectory(folder.resolve("runs/no-run"));
        Cli part = Cli.run("rerun", first, "--out", folder.resolve("runs/part"), "--quiet", "--only", "deep/seed-1");
        assertEquals(Exit.OK, part.code(), part.err());
        Cli list = Cli.run("runs", folder.resolve("runs"));
        assertEquals(Exit.OK, list.code(), list.err());
        String out = list.out();
        assertTrue(out.startsWith(first + "  (4 trials, sha256 "), out);
        assertTrue(out.contains("\n  Which is better?\n  "), out);
        assertTrue(out.contains("2 seeds are too few"), out);
        assertTrue(out.contains(damaged + "  (") && out.contains("\n  cannot be read: "), out);
        assertTrue(out.contains("part  (not finished, 1 of 4 trials, "), out);
        assertTrue(!out.contains("no-run"), out);
        Cli none = Cli.run("runs", folder.resolve("runs/no-run"));
        assertTrue(none.out().endsWith("has no runs in it\n"), none.out());
        assertEquals(Exit.USAGE, Cli.run("runs", folder.resolve("nowhere")).code());
    }

    @Test
    void inWhatTwoRunsDiffer() throws IOException {
        Path first = run("first");
        Cli same = Cli.run("diff", first, run("same"));
        assertEquals(Exit.OK, same.code(), same.out() + same.err());
        assertEquals("equal: 4 trials, to the bit\n", same.out());
        Cli longer = Cli.run("diff", first, run("longer", "train.steps=4", "design.seeds=[1, 2]"));
        assertEquals(Exit.DIFFERENT, longer.code());
        String out = longer.out();
        assertTrue(out.contains("\n  - steps: 3\n  + steps: 4\n"), out);
        assertTrue(out.contains("trials of the first alone:\n  linear/seed-0\n  deep/seed-0\n"), out);
        assertTrue(out.contains("trials of the second alone:\n  linear/seed-2\n  deep/seed-2\n"), out);
        assertTrue(
                out.contains("of 2 trials that both have: 2 differ\n  linear/seed-1: stage main of arm linear: the"),
                out);
        Cli none = Cli.run("diff", first, folder);
        assertTrue(none.code() != Exit.OK && none.err().contains("is not a run folder"), none.err());
    }
}
