package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a larger experiment that begins with what a smaller one found. */
final class ExtendTest {

    private static final String SMALL = """
            experiment: small
            data: {own: {type: uci-digits}}
            defaults:
              data: own
              train: {steps: 4, batch: 4, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}]}
              staged:
                stages:
                  - {id: first, layers: [{id: filters, type: conv2d, filters: 2, kernel: 3}, {type: global-max-pool}, {type: dense, units: 10}]}
                  - {layers: [{use: first.filters, frozen: true}, flatten, {type: dense, units: 10}]}
            design: {seeds: 2, vary: {train.examples: [4, 8]}}
            compare: {primary: test.accuracy}
            report: {images: 2}
            """;

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), text);
    }

    private Path run(String name, String text, Object... more) throws IOException {
        Path out = folder.resolve(name);
        Object[] args = Stream.concat(Stream.<Object>of("run", file(name, text), "--out", out, "-q"), Stream.of(more))
                .toArray();
        Cli cli = Cli.run(args);
        assertEquals(Exit.OK, cli.code(), cli.err());
        return out;
    }

    private static String manifest(Path run) throws IOException {
        return Files.readString(run.resolve("manifest.json"));
    }

    private static SortedMap<String, String> files(Path run) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(run)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        run.relativize(path).toString(),
                        new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    /** More of everything: the last cell, which the report draws, is a new one. */
    private static final String LARGE = SMALL.replace("seeds: 2", "seeds: 3")
            .replace("[4, 8]", "[4, 8, 16]")
            .replace(
                    "design:",
                    "  borrowed: {layers: [{use: staged.first.filters}, flatten, {type: dense, units: 10}]}\ndesign:");

    private void assertExtends(Path small, Path whole, String name, String text, int there) throws IOException {
        SortedMap<String, String> before = files(small);
        Path out = folder.resolve(name);
        Cli cli = Cli.run("run", file(name, text), "--out", out, "--extend", small);
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertTrue(cli.err().contains(there + " of them have ended already"), cli.err());
        assertEquals(manifest(whole), manifest(out));
        assertEquals(before, files(small), "the smaller run stays as it was");
    }

    @Test
    void moreSeedsCellsAndArmsGiveTheManifestOfTheLargerExperimentRunAtOnce() throws IOException {
        Path small = run("small", SMALL);
        Path whole = run("whole", LARGE);
        assertExtends(small, whole, "extended", LARGE, 8);
        Path part = folder.resolve("part");
        Cli shard = Cli.run("run", file("small", SMALL), "--out", part, "--shard", "1/2", "-q");
        assertEquals(Exit.OK, shard.code(), shard.err());
        assertExtends(part, whole, "of-a-part", LARGE, 4);
    }

    /** What was fixed is varied, and what the report draws was not drawn before: those trials are run again. */
    @Test
    void aSettingThatWasNotVariedMayBe() throws IOException {
        Path small = run("small", SMALL);
        String more = SMALL.replace("{train.examples: [4, 8]}", "{train.batch: [8, 4], train.examples: [8, 4]}");
        Path whole = run("whole", more);
        assertExtends(small, whole, "extended", more, 6);
    }

    @Test
    void whatDiffersOtherwiseIsRefusedAndNamed() throws IOException {
        Path small = run("small", SMALL);
        refused(small, SMALL.replace("0.05", "0.06"), "arm linear has other layers, training, data", "rate: 0.06");
        refused(small, SMALL.replace("seeds: 2", "seeds: [1, 2]"), "seed 0 is not in the file");
        refused(small, SMALL.replace("linear:", "lines:"), "arm linear is not in the file");
        refused(small, SMALL.replace("[4, 8]", "[4, 16]"), "is not run with train.examples=8");
        refused(small, SMALL.replace("test.accuracy", "test.balanced-accuracy"), "compare has other settings");
        refused(small, SMALL.replace("experiment: small", "experiment: other"), "experiment was small and is other");
        refused(small, SMALL.replace("images: 2", "images: 3"), "report has other settings");
        Cli none = Cli.run("run", file("x", SMALL), "--extend", folder.resolve("nowhere"));
        assertEquals(Exit.USAGE, none.code());
        assertTrue(none.err().contains("nowhere: there is no such folder"), none.err());
    }

    private void refused(Path small, String text, String... parts) throws IOException {
        Path out = folder.resolve("refused");
        Cli cli = Cli.run("run", file("refused", text), "--out", out, "--extend", small, "-q");
        assertEquals(Exit.USAGE, cli.code(), cli.err());
        for (String part : parts) {
            assertTrue(cli.err().contains(part), cli.err());
        }
        assertTrue(cli.err().contains("Seeds, arms and values of varied settings may be added"), cli.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void aDamagedRunIsNotExtended() throws IOException {
        Path small = run("small", SMALL);
        Files.writeString(small.resolve("metrics.csv"), "changed");
        Cli cli = Cli.run("run", file("x", LARGE), "--out", folder.resolve("x"), "--extend", small, "-q");
        assertEquals(Exit.USAGE, cli.code(), cli.err());
        assertTrue(cli.err().contains("metrics.csv: was changed after the run"), cli.err());
        assertEquals(
                List.of(), Stream.of(folder.resolve("x")).filter(Files::exists).toList());
    }
}
