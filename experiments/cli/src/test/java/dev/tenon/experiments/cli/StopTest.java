package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment that stops arms: the same run however it is computed, and what was stopped is said. */
final class StopTest {

    /** One arm hardly learns and is decided at once; another takes its filters from it, and goes on. */
    private static final String EXPERIMENT = """
            experiment: small
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: 60, batch: 10, loss: softmax-cross-entropy, optimizer: {type: momentum, rate: 0.05}}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}]}
              hopeless:
                layers: [{id: filters, type: conv2d, filters: 2, kernel: 5}, global-max-pool, {type: dense, units: 10}]
                train: {steps: 2}
              borrowed:
                layers: [{use: hopeless.main.filters, frozen: true}, flatten, {type: dense, units: 10}]
              alike: {layers: [flatten, {id: class, type: dense, units: 10}]}
            design: {seeds: 8}
            compare: {primary: test.accuracy, stop: {looks: [5, 6], spending: 1}}
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

    @Test
    void aRunThatStopsArmsIsTheSameHoweverItIsComputed() throws IOException {
        Path whole = run("whole", "--threads", 1);
        String metrics = Files.readString(whole.resolve("metrics.csv"));
        assertTrue(metrics.lines().anyMatch(line -> line.contains("hopeless") && line.contains("stopped")), metrics);
        assertTrue(metrics.lines().noneMatch(line -> line.contains("linear") && line.contains("stopped")), metrics);
        String summary = Files.readString(whole.resolve("summary.txt"));
        assertTrue(summary.contains("hopeless was stopped after 5 seeds: decided"), summary);
        assertTrue(summary.contains("widened for 3 looks"), summary);
        String report = Files.readString(whole.resolve("report.html"));
        assertTrue(report.contains("hopeless was stopped after 5 seeds: decided"));
        assertTrue(report.contains("repeated confidence intervals (Jennison and Turnbull"));

        assertEquals(manifest(whole), manifest(run("two", "--threads", 2)));
        // Cut off in the first wave, in a later one, and after seeds that are not counted had been run.
        for (int nth : new int[] {9, 50}) {
            Path cut = CutRun.of(file, folder.resolve("cut" + nth), nth);
            Cli cli = Cli.run("resume", cut, "-q");
            assertEquals(Exit.OK, cli.code(), cli.err());
            assertEquals(manifest(whole), manifest(cut));
        }
        Path part = run("part", "--only", "hopeless");
        Cli resumed = Cli.run("resume", part, "-q");
        assertEquals(Exit.OK, resumed.code(), resumed.err());
        assertEquals(manifest(whole), manifest(part));
        Cli verified = Cli.run("verify", whole, "--all");
        assertEquals(Exit.OK, verified.code(), verified.out() + verified.err());
        assertTrue(verified.out().contains("arms    were stopped as their results say"), verified.out());
    }

    @Test
    void partsOfItAreRefused() {
        for (Object[] options : new Object[][] {
            {"--shard", "1/2"}, {"--launcher", "local", "--shards", 2}, {"--extend", folder.resolve("earlier")}
        }) {
            Cli cli = Cli.run(
                    Stream.concat(Stream.of("run", file, "-q", "--out", folder.resolve("no")), Stream.of(options))
                            .toArray());
            assertEquals(Exit.USAGE, cli.code());
            assertTrue(cli.err().contains("`compare.stop` compares arms while they run"), cli.err());
            assertTrue(cli.err().contains("leave " + options[0] + " away"), cli.err());
            assertFalse(Files.exists(folder.resolve("no")), "before any work");
        }
        Cli checked = Cli.run("check", file);
        assertEquals(Exit.OK, checked.code(), checked.err());
        assertTrue(checked.out().contains("`tenon run` takes neither --shard, --launcher nor --extend"), checked.out());
    }
}
