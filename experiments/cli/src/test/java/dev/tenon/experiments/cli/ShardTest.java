package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a part of the trials, and what is made of several of them. */
final class ShardTest {

    private static final String EXPERIMENT = """
            experiment: small
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: 4, batch: 4, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
            arms:
              staged:
                stages:
                  - {id: first, layers: [{id: filters, type: conv2d, filters: 2, kernel: 3}, {type: global-max-pool}, {type: dense, units: 10}]}
                  - {layers: [{use: first.filters, frozen: true}, flatten, {type: dense, units: 10}]}
              borrowed:
                layers: [{use: staged.first.filters}, flatten, {type: dense, units: 10}]
            analyses: [{type: knock-out, of: filters, examples: 10, arms: [staged, borrowed]}]
            design: {seeds: 3, vary: {train.examples: [4, 8]}}
            report: {images: 2}
            """;

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("small.yaml"), EXPERIMENT);
    }

    private Path run(String name, Object... options) {
        Path run = folder.resolve(name);
        Cli cli = Cli.run(Stream.concat(Stream.of("run", file, "-q", "--out", run), Stream.of(options))
                .toArray());
        assertEquals(Exit.OK, cli.code(), cli.err());
        return run;
    }

    private static String manifest(Path run) throws IOException {
        return Files.readString(run.resolve("manifest.json"));
    }

    private static long finished(Path run) throws IOException {
        try (Stream<Path> trials = Files.list(run.resolve("finished"))) {
            return trials.count();
        }
    }

    @Test
    void shardsMakeTheRunOfOneMachine() throws IOException {
        Path whole = run("whole");
        Path one = run("one", "--shard", "1/3", "--threads", 1);
        Path two = run("two", "--shard", "2/3");
        Path three = run("three", "--shard=3/3");
        assertEquals(List.of(4L, 4L, 4L), List.of(finished(one), finished(two), finished(three)));
        assertFalse(Files.exists(one.resolve("manifest.json")), "is not finished");
        String inputs = Files.readString(run("last", "--only", "seed-2").resolve("inputs.json"));
        assertTrue(inputs.contains("\"seed\" : 2,"), inputs);
        assertFalse(inputs.contains("\"seed\" : 1,"), "data of seeds that others run are not drawn");
        Path merged = folder.resolve("merged");
        Cli incomplete = Cli.run("merge", one, three, "--out", merged);
        assertEquals(Exit.USAGE, incomplete.code());
        assertTrue(incomplete.err().contains("of 12 trials 4 are in none of the folders"), incomplete.err());
        assertFalse(Files.exists(merged), "nothing is written");
        Cli cli = Cli.run("merge", three, one, two, one.resolve("../two/../one"), "--out", merged, "-q");
        assertEquals(Exit.USAGE, cli.code(), "one is named twice, and is held already");
        cli = Cli.run("merge", three, one, two, "--out", merged, "-q");
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertEquals(manifest(whole), manifest(merged));
        assertEquals(Files.readString(whole.resolve("report.html")), Files.readString(merged.resolve("report.html")));
        assertEquals(4, finished(one), "a shard stays as it is");
        Cli resumed = Cli.run("resume", one, "-q");
        assertEquals(Exit.OK, resumed.code(), resumed.err());
        assertEquals(manifest(whole), manifest(one));
    }

    @Test
    void partsThatOverlapAreJoinedIfTheyAreEqual() throws IOException {
        Path whole = run("whole");
        Path arm = run("arm", "--only", "staged");
        assertEquals(6, finished(arm));
        Path rest = run("rest", "--only", "borrowed", "--only", "train.examples=4/seed-1");
        assertEquals(7, finished(rest));
        Path merged = folder.resolve("merged");
        Cli cli = Cli.run("merge", arm, rest, "--out", merged, "-q");
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertEquals(manifest(whole), manifest(merged));
        Cli more = Cli.run("resume", arm, "--only", "seed-0", "-q");
        assertEquals(Exit.OK, more.code(), more.err());
        assertTrue(more.out().startsWith("8 of 12 trials are in "), more.out());
        assertEquals(8, finished(arm));
    }

    @Test
    void partsOfAnotherRunAreRefused() throws IOException {
        Path one = run("one", "--shard", "1/2");
        Files.writeString(file, EXPERIMENT.replace("rate: 0.05", "rate: 0.06"));
        Path two = run("two", "--shard", "2/2");
        Cli cli = Cli.run("merge", one, two, "--out", folder.resolve("merged"));
        assertEquals(Exit.USAGE, cli.code());
        assertTrue(
                cli.err()
                        .contains("is a part of another run than " + one
                                + ": they differ in experiment.yaml, resolved.yaml"),
                cli.err());
        assertFalse(Files.exists(folder.resolve("merged")));
    }

    @Test
    void mistakesAreTold() {
        for (List<String> mistake : List.of(
                List.of("--shard", "0/3", "--shard takes which of how many"),
                List.of("--shard", "4/3", "--shard takes which of how many"),
                List.of("--shard", "three", "--shard takes which of how many"),
                List.of("--only", "stagd", "no trial has the part \"stagd\"; did you mean \"staged\"?"),
                List.of("--only", "staged/borrowed", "no trial has all of these parts"),
                List.of("--only", "", "no trial has the part \"\""))) {
            Cli cli = Cli.run("run", file, mistake.get(0), mistake.get(1), "--out", folder.resolve("none"));
            assertEquals(Exit.USAGE, cli.code(), cli.err());
            assertTrue(cli.err().contains(mistake.get(2)), cli.err());
            assertFalse(Files.exists(folder.resolve("none")));
        }
    }
}
